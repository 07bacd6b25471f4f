import { createInbox, type Inbox } from '../ingest/inbox.ts';
import type { WatchedAppend } from '../ingest/storing/watched-append.ts';
import type { Clock } from '../seams/clock.ts';
import { noteDoorCommit } from '../seams/door-crowd.ts';
import type { Wake } from '../seams/wake.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { Traces } from './traces.ts';

/** What the door's inbox needs. */
interface DoorInboxDeps {
  readonly appends: Pick<WatchedAppend, 'append' | 'turnedAway'>;
  readonly clock: Clock;
  readonly wake: Pick<Wake<ToWorker, FromWorker>, 'tell'>;
  readonly doorCrowd: SharedArrayBuffer;
  readonly traces: Pick<Traces, 'inbox' | 'appends'>;
}

/** The inbox of the doors: brain and dispatch hear of each commit. */
export function openDoorInbox({ appends, clock, wake, doorCrowd, traces }: DoorInboxDeps): Inbox {
  const onAppended = (lastSeq: number): void => {
    noteDoorCommit(doorCrowd, lastSeq);
    wake.tell({ kind: 'appended' });
  };
  const { turnedAway } = appends;
  return traces.inbox(createInbox({ store: traces.appends(appends), clock, onAppended, turnedAway }));
}
