/** Lets a bounded number of things pass in a minute, of each sender and of all. */
export interface ShareGate {
  /** True when there is room, and then one more has passed. */
  mayPass(now: number, sender: string): boolean;
}

const minuteMs = 60_000;

/** At most `each` of one sender and `all` together, counted anew every 60 s. */
export function createShareGate({ each, all }: { readonly each: number; readonly all: number }): ShareGate {
  const passed = new Map<string, number>();
  let [since, sum] = [-Infinity, 0];
  return {
    mayPass: (now, sender) => {
      if (now - since >= minuteMs) {
        passed.clear();
        [since, sum] = [now, 0];
      }
      const before = passed.get(sender) ?? 0;
      if (before >= each || sum >= all) return false;
      passed.set(sender, before + 1);
      sum += 1;
      return true;
    },
  };
}
