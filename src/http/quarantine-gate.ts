/** Bounds how many wrongly signed deliveries are written, so that strangers cannot keep the disk busy. */
export interface QuarantineGate {
  mayKeep(now: number): boolean;
}

/** At most `perMinute` a virtual minute: more than any real storm after a rotated secret, far less than a flood. */
export function createQuarantineGate(perMinute = 3_000): QuarantineGate {
  let minute = 0;
  let kept = 0;
  return {
    mayKeep: (now) => {
      const running = Math.floor(now / 60_000);
      if (running !== minute) {
        minute = running;
        kept = 0;
      }
      kept += 1;
      return kept <= perMinute;
    },
  };
}
