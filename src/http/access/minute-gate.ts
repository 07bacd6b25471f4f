/** Lets a bounded number of things pass in any virtual minute. */
interface MinuteGate {
  /** True when there is room, and then one more has passed. */
  mayPass(now: number): boolean;
}

const minuteMs = 60_000;

/** At most `most` within any 60 s, whenever they begin. */
export function createMinuteGate(most: number): MinuteGate {
  /** When the newest passed, oldest first; at most `most`. */
  const passed: number[] = [];
  return {
    mayPass: (now) => {
      const [oldest] = passed;
      if (passed.length >= most && oldest !== undefined && now - oldest < minuteMs) return false;
      passed.push(now);
      if (passed.length > most) passed.shift();
      return true;
    },
  };
}
