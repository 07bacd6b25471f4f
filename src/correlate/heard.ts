import type { Reading } from '../seams/source.ts';
import type { Draft } from './state/draft.ts';

/** It is noted no more often, ms: most alerts of a storm say the same. */
const everyMs = 10_000;
const mostAlerts = 200;
/** A longer pause, ms, says nothing of whoever was silent in it: it counts as so much. */
const pauseMs = 15 * 60_000;

/** Notes that Sentry itself has told of something, and by which of its alerts: whoever knows that those fired compares. */
export function noteHeard(draft: Draft, reading: Reading): void {
  const names = reading.kind === 'alert' ? reading.alert.rules : [];
  const { heard = { at: 0, alerts: {} }, ...meta } = draft.meta();
  const isOld = (at = 0): boolean => draft.now - at >= everyMs;
  if (!isOld(heard.at) && !names.some((name) => isOld(heard.alerts[name]))) return;
  const named = names.map((name) => [name, draft.now] as const);
  const all = Object.entries({ ...heard.alerts, ...Object.fromEntries(named) });
  const newest = all.toSorted(([, a], [, b]) => b - a).slice(0, mostAlerts);
  const passed = heard.at === 0 ? 0 : Math.min(draft.now - heard.at, pauseMs);
  const forMs = (heard.forMs ?? 0) + passed;
  draft.putMeta({ ...meta, heard: { at: draft.now, alerts: Object.fromEntries(newest), forMs } });
}
