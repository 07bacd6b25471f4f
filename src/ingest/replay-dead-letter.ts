import type { DeadLetter } from '../domain/sending/dead-letter.ts';
import type { InboxStore, OperatorStore } from '../seams/store.ts';
import type { Inbox } from './inbox.ts';
import { replayedEntry } from './replayed-entry.ts';

/** What replaying needs. */
interface ReplayDeps {
  readonly store: Pick<OperatorStore, 'deadLetter' | 'closeDeadLetter'> & Pick<InboxStore, 'entry'>;
  readonly inbox: Pick<Inbox, 'accept'>;
}

/** Tries an open dead letter again; null when it is not open, or its body is no longer kept. */
export async function replayDeadLetter(
  { store, inbox }: ReplayDeps,
  id: number,
  now: number,
): Promise<DeadLetter | null> {
  const letter = await store.deadLetter(id);
  if (letter?.state !== 'open') return null;
  if (letter.kind === 'entry') {
    const entry = await store.entry(Number(letter.subject));
    if (entry === null) return null;
    await inbox.accept(replayedEntry(entry, id));
  }
  return store.closeDeadLetter(id, 'replayed', now);
}
