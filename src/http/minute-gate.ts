/** Lets a bounded number of things pass in a virtual minute. */
export interface MinuteGate {
  /** True when there is room, and then one more has passed. */
  mayPass(now: number): boolean;
}

/** At most `most` a minute. */
export function createMinuteGate(most: number): MinuteGate {
  let minute = 0;
  let passed = 0;
  return {
    mayPass: (now) => {
      const running = Math.floor(now / 60_000);
      if (running !== minute) {
        minute = running;
        passed = 0;
      }
      if (passed >= most) return false;
      passed += 1;
      return true;
    },
  };
}
