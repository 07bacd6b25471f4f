import { newState } from '../correlate/state/brain-state.ts';
import { applyCommand } from '../correlate/commands.ts';
import { Draft } from '../correlate/state/draft.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import type { Policy } from '../domain/policy.ts';
import type { Reader } from '../ingest/reader.ts';
import { applyRun } from './apply-inbox.ts';

/**
 * Runs made-up entries through the whole brain, on a state of its own. The first pass through cold code takes a
 * hundred times as long as the hundredth; a relay that was killed in mid-storm has no time for that with the
 * doors open and Sentry's second running.
 */
export function warmUp(read: Reader, entries: readonly Entry[], policy: Policy): void {
  const state = newState('warm-up');
  state.meta = { ...state.meta, policy };
  for (let from = 0; from < entries.length; from += 8) applyRun(state, entries.slice(from, from + 8), read);
  const [incident] = state.incidents.keys();
  if (incident === undefined) return;
  const draft = new Draft(state, entries.length + 1, state.meta.now);
  applyCommand(draft, { action: 'resolve', incident, who: 'warm-up' });
}
