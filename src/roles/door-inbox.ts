import { createInbox, type Inbox } from '../ingest/inbox.ts';
import { watchClosedDoors } from '../ingest/storing/closed-doors.ts';
import type { Clock } from '../seams/clock.ts';
import { noteDoorCommit } from '../seams/door-crowd.ts';
import type { InboxStore } from '../seams/store.ts';
import type { Wake } from '../seams/wake.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { Traces } from './traces.ts';

/** What the door's inbox needs. */
interface DoorInboxDeps {
  readonly appends: Pick<InboxStore, 'append'>;
  readonly clock: Clock;
  readonly wake: Pick<Wake<ToWorker, FromWorker>, 'tell'>;
  readonly doorCrowd: SharedArrayBuffer;
  readonly traces: Pick<Traces, 'inbox' | 'appends'>;
}

/** The inbox of the doors: brain and dispatch hear of each commit, and of a time in which nothing was taken. */
export function openDoorInbox({ appends, clock, wake, doorCrowd, traces }: DoorInboxDeps): Inbox {
  const onAppended = (lastSeq: number): void => {
    noteDoorCommit(doorCrowd, lastSeq);
    wake.tell({ kind: 'appended' });
  };
  const inbox = traces.inbox(createInbox({ store: traces.appends(appends), clock, onAppended }));
  return watchClosedDoors(inbox, clock, (closedForMs) => wake.tell({ kind: 'missed', closedForMs }));
}
