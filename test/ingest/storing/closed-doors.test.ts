import { expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import { InboxBusy, InboxClosed, type Inbox } from '../../../src/ingest/inbox.ts';
import { watchClosedDoors } from '../../../src/ingest/storing/closed-doors.ts';
import { StoreFull } from '../../../src/seams/store.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';
import { delivery } from '../../store/nouns.ts';

/** An inbox that refuses by these errors, one after the other, and takes what comes where there is none. */
function scene(refuses: readonly (Error | null)[]) {
  const clock = manualClock();
  const opened: number[] = [];
  const left = [...refuses];
  const inbox: Inbox = {
    accept: () => {
      const error = left.shift() ?? null;
      return error === null ? Promise.resolve({ seq: 1, duplicate: false }) : Promise.reject(error);
    },
    close: () => Promise.resolve(),
  };
  const watched = watchClosedDoors(inbox, clock, (forMs) => opened.push(forMs));
  const send = async (one: Delivery = delivery('d1')): Promise<boolean> => {
    clock.advance(10_000);
    return watched.accept(one).then(
      () => true,
      () => false,
    );
  };
  return { send, opened };
}

it('tells once for how long nothing was taken, when something is taken again', async () => {
  const { send, opened } = scene([null, new StoreFull('Full.'), new Error('EIO'), new InboxBusy('Busy.')]);
  expect([await send(), await send(), await send(), await send()]).toEqual([true, false, false, false]);
  expect(opened).toEqual([]);
  expect([await send(), await send()]).toEqual([true, true]);
  expect(opened).toEqual([30_000]);
});

it('tells nothing of a relay that stops: it is looked for when it starts again', async () => {
  const { send, opened } = scene([new InboxClosed('Stopping.')]);
  await send();
  await send();
  expect(opened).toEqual([]);
});
