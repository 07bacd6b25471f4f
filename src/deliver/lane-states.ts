import type { Lane, LaneState } from '../domain/sending/lane.ts';
import type { Outcome, Why } from '../domain/sending/outcome.ts';

const blockedProbeMs = 60_000;

/** A send that was under way when the lane was told to wait does not end that wait; the probe after it does. */
export function flowing(lane: Lane, now: number): Lane {
  return lane.state.kind !== 'flowing' && lane.state.until > now
    ? lane
    : { ...lane, state: { kind: 'flowing' } };
}

/** A wait is never cut short: a failure beside a 429 does not make Retry-After any shorter. */
export function waiting(lane: Lane, until: number, { code, reason }: Why, failures: number): Lane {
  const { state } = lane;
  if (state.kind === 'waiting' && state.until > until) return { ...lane, state: { ...state, failures } };
  return { ...lane, state: { kind: 'waiting', until, code, reason, failures } };
}

/** A lane that its configuration blocks; it is probed now and then, in case somebody mended it. */
export function blocked(lane: Lane, { code, reason }: Why, now: number): Lane {
  const since = lane.state.kind === 'blocked' ? lane.state.since : now;
  return {
    ...lane,
    state: { kind: 'blocked', since, until: now + blockedProbeMs, code, reason } satisfies LaneState,
  };
}

/** No lane waits any longer than this before it is probed (Retry-After is obeyed up to here). */
const longestWaitMs = 15 * 60_000;

/** What became of a send, where no wait is longer than that: a year of Retry-After is somebody's mistake. */
export function bounded(outcome: Outcome): Outcome {
  if (outcome.kind !== 'limited') return outcome;
  return { ...outcome, waitMs: Math.min(outcome.waitMs, longestWaitMs) };
}

/** A lane as it was stored, at `now`: an end that lies further ahead was written by a clock that ran ahead. */
export function remembered(lane: Lane, now: number): Lane {
  const { state } = lane;
  if (state.kind === 'flowing' || state.until <= now + longestWaitMs) return lane;
  return { ...lane, state: { ...state, until: now } };
}
