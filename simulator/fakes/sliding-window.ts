/** The moments (virtual milliseconds) of what a window let through, oldest first. */
export type WindowState = number[];

const span = 60_000;

/** Milliseconds until a sliding minute has room for one more; 0 when it has room now. */
export function windowWait(state: WindowState, perMinute: number, at: number): number {
  let gone = 0;
  while (gone < state.length && (state[gone] ?? at) <= at - span) gone += 1;
  state.splice(0, gone);
  if (state.length < perMinute) return 0;
  const oldest = state[state.length - perMinute] ?? at;
  return Math.max(1, oldest + span - at);
}

/** Counts one at `at`; ask `windowWait` first. */
export function countInWindow(state: WindowState, at: number): void {
  state.push(at);
}
