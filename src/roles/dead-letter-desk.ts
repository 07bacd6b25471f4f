import type { HttpDeps } from '../http/http-deps.ts';
import { discardDeadLetters, replayDeadLetters } from '../ingest/close-dead-letters.ts';
import type { Inbox } from '../ingest/inbox.ts';
import type { Clock } from '../seams/clock.ts';
import type { Store } from '../seams/store.ts';
import type { Wake } from '../seams/wake.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** What closing dead letters needs. */
interface DeadLetterDeskDeps {
  readonly store: Pick<Store, 'closeDeadLetter' | 'entry'>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly wake: Pick<Wake<ToWorker, FromWorker>, 'tell'>;
}

/** Where operators close dead letters. */
export function createDeadLetterDesk({
  store,
  inbox,
  clock,
  wake,
}: DeadLetterDeskDeps): HttpDeps['deadLetters'] {
  return {
    replay: async (letters, by) => {
      const closed = await replayDeadLetters({ store, inbox }, letters, { ...by, now: clock.now() });
      wake.tell({ kind: 'replayed' });
      return closed;
    },
    discard: (letters, by) => discardDeadLetters({ store }, letters, { ...by, now: clock.now() }),
  };
}
