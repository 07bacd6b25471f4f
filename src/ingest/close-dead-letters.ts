import type { DeadLetter } from '../domain/sending/dead-letter.ts';
import type { InboxStore, OperatorStore } from '../seams/store.ts';
import type { Inbox } from './inbox.ts';
import { replayedEntry } from './replayed-entry.ts';

/** What closing needs. */
interface ClosingDeps {
  readonly store: Pick<OperatorStore, 'closeDeadLetter'> & Pick<InboxStore, 'entry'>;
  readonly inbox: Pick<Inbox, 'accept'>;
}

/** Who does it, and why. */
export interface ClosedBy {
  readonly by: string;
  readonly why: string | null;
}

/** So many are under way at once, and share their commits. */
const atOnce = 100;

/**
 * Tries open dead letters again, in this order: a notification is pending with fresh attempts, and waits for its budget as
 * all others do; the body of an entry comes in again, as of when it first came. Answers with those that were closed:
 * one that is not open any more is not among them, nor one whose body is no longer kept.
 */
export function replayDeadLetters(
  deps: ClosingDeps,
  letters: readonly DeadLetter[],
  { by, now }: ClosedBy & { readonly now: number },
): Promise<readonly DeadLetter[]> {
  return bySome(letters, async (letter) => {
    const entry = letter.kind === 'entry' ? await deps.store.entry(Number(letter.subject)) : null;
    if (letter.kind === 'entry' && entry === null) return null;
    // Durable before it is closed: killed in between, it is replayed again, and known as the same.
    const appended = entry === null ? null : await deps.inbox.accept(replayedEntry(entry, letter.id));
    const cameAgain = appended?.seq ?? null;
    return deps.store.closeDeadLetter(letter.id, { state: 'replayed', by, why: null, cameAgain }, now);
  });
}

/** Closes open dead letters for good. Answers with those that were open. */
export function discardDeadLetters(
  { store }: Pick<ClosingDeps, 'store'>,
  letters: readonly DeadLetter[],
  { by, why, now }: ClosedBy & { readonly now: number },
): Promise<readonly DeadLetter[]> {
  const closing = { state: 'discarded', by, why, cameAgain: null } as const;
  return bySome(letters, ({ id }) => store.closeDeadLetter(id, closing, now));
}

/**
 * They begin in their order, and what waits for the disk keeps it. What cannot be closed holds up no other; only where nothing
 * could be, why is thrown.
 */
async function bySome(
  letters: readonly DeadLetter[],
  close: (letter: DeadLetter) => Promise<DeadLetter | null>,
): Promise<readonly DeadLetter[]> {
  const closed: DeadLetter[] = [];
  const failed: unknown[] = [];
  for (let from = 0; from < letters.length; from += atOnce) {
    const settled = await Promise.allSettled(letters.slice(from, from + atOnce).map(close));
    for (const one of settled) {
      if (one.status === 'rejected') failed.push(one.reason);
      else if (one.value !== null) closed.push(one.value);
    }
  }
  if (closed.length === 0 && failed.length > 0) throw failed[0];
  return closed;
}
