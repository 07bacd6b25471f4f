import type { HttpDeps } from '../http/http-deps.ts';
import { replayDeadLetter } from '../ingest/replay-dead-letter.ts';
import type { Inbox } from '../ingest/inbox.ts';
import type { Clock } from '../seams/clock.ts';
import type { Store } from '../seams/store.ts';
import type { Wake } from '../seams/wake.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** What closing dead letters needs. */
interface DeadLetterDeskDeps {
  readonly store: Pick<Store, 'deadLetter' | 'closeDeadLetter' | 'entry'>;
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
    replay: async (id) => {
      const closed = await replayDeadLetter({ store, inbox }, id, clock.now());
      wake.tell({ kind: 'replayed' });
      return closed;
    },
    discard: (id) => store.closeDeadLetter(id, 'discarded', clock.now()),
  };
}
