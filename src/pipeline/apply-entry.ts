import { changesOf, correlate, stepFor } from '../correlate/brain.ts';
import type { Draft } from '../correlate/state/draft.ts';
import type { BrainState } from '../correlate/state/brain-state.ts';
import { awaitLulls } from '../correlate/incident/lull.ts';
import { fireTimers } from '../correlate/timers.ts';
import { decideRouting } from '../decide/routing/decide-routing.ts';
import { lookAtFreed } from '../decide/routing/inhibiting.ts';
import { decideSilences } from '../decide/routing/silencing.ts';
import { keepBooks } from '../decide/routing/suppressing.ts';
import { decidePaging } from '../decide/paging.ts';
import { decideRooms } from '../decide/rooms/opening.ts';
import type { Disposition } from '../domain/inbox/disposition.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import type { Change } from '../domain/state.ts';
import type { Reading } from '../seams/source.ts';

/** What applying one entry changes. Folding `changes` into the state gives the next state. */
interface Applied {
  readonly changes: readonly Change[];
  /** What became of the entry. */
  readonly disposition: Disposition;
}

/**
 * The brain: a pure function of the state, an entry and what its source read out of it. Timers that are due by then fire
 * first; what is silenced, who is told and who is woken is decided on after each.
 * @throws Error when the entry cannot be applied; the caller makes it a dead letter, and the state is as before.
 */
export function applyEntry(state: BrainState, entry: Entry, reading: Reading | null): Applied {
  const draft = stepFor(state, entry);
  if (state.timersFrom <= draft.now) {
    fireTimers(draft);
    decide(draft);
  }
  const became = correlate(draft, entry, reading);
  awaitLulls(draft);
  decide(draft);
  const disposition = reading?.kind === 'alert' ? keepBooks(draft, became, entry.source) : became;
  return { changes: changesOf(draft, entry), disposition };
}

/** What is silenced comes first, and who is told before who is woken: only those who are told can be. */
function decide(draft: Draft): void {
  decideWhom(draft);
  // What stood for others may stand for them no longer by what was just decided, and those in turn for others.
  for (let n = 0; n < mostTurns && lookAtFreed(draft); n += 1) decideWhom(draft);
  decideRooms(draft);
}

/** Longer chains of what explains what are followed with the next entry. */
const mostTurns = 4;

function decideWhom(draft: Draft): void {
  decideSilences(draft);
  decideRouting(draft);
  decidePaging(draft);
}
