/**
 * Calls back when it was not fed for `ms`. Armed anew by each word and not by a timer of its own: browsers delay
 * timers that follow timers in a tab that nobody looks at.
 */
export function watchdog(ms: number, starved: (since: number) => void): { readonly feed: () => void } {
  let since = Date.now();
  const arm = (): number => window.setTimeout(() => starved(since), ms);
  let timer = arm();
  return {
    feed: () => {
      since = Date.now();
      window.clearTimeout(timer);
      timer = arm();
    },
  };
}

/** Waits; somebody who comes back to the page, or whose network does, does not. */
export function rest(ms: number): Promise<void> {
  return new Promise((rested) => {
    const wake = (): void => {
      window.clearTimeout(timer);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', seen);
      rested();
    };
    const seen = (): void => {
      if (!document.hidden) wake();
    };
    const timer = window.setTimeout(wake, ms);
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', seen);
  });
}
