import { newState } from '../correlate/state/brain-state.ts';
import { applyCommand } from '../correlate/commands.ts';
import { Draft } from '../correlate/state/draft.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import type { Policy } from '../domain/policy.ts';
import type { Reader } from '../ingest/reader.ts';
import { applyRun } from './apply-inbox.ts';

const slice = 8;

/**
 * Runs made-up entries through the whole brain, on a state of its own. The first pass through cold code takes a
 * hundred times as long as the hundredth; a storm that a relay is restarted in does not wait for that. Nor do its doors: it
 * goes on beside everything else, a slice at a turn, until the signal aborts.
 */
export async function warmUp(
  {
    read,
    entries,
    policy,
  }: { readonly read: Reader; readonly entries: readonly Entry[]; readonly policy: Policy },
  signal: AbortSignal,
): Promise<void> {
  const state = newState('warm-up');
  state.meta = { ...state.meta, policy };
  for (let from = 0; from < entries.length && !signal.aborted; from += slice) {
    applyRun(state, entries.slice(from, from + slice), read);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [incident] = state.incidents.keys();
  if (incident === undefined || signal.aborted) return;
  const draft = new Draft(state, entries.length + 1, state.meta.now);
  applyCommand(draft, { action: 'resolve', incident, who: 'warm-up' });
}
