import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import type { DeadLetter, LetterClosing } from '../../src/domain/sending/dead-letter.ts';
import { unstamped, type Delivery, type Entry } from '../../src/domain/inbox/entry.ts';
import { discardDeadLetters, replayDeadLetters } from '../../src/ingest/close-dead-letters.ts';
import { readReplayed } from '../../src/ingest/replayed-entry.ts';

const entry: Entry = {
  source: 'sentry',
  id: 'd-1',
  kind: 'error',
  body: '{}',
  digest: 'abc',
  verifiedBy: 'secret-1',
  ...unstamped,
  seq: 12,
  receivedAt: 5,
};

function letter(id: number, changes: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id,
    kind: 'entry',
    subject: '12',
    incident: null,
    at: 1,
    decision: toldBefore('r'),
    attempts: 1,
    state: 'open',
    closed: null,
    ...changes,
  };
}

function house(
  letters: readonly DeadLetter[],
  kept: Entry | null = entry,
): {
  accepted: Delivery[];
  closings: [number, LetterClosing][];
  deps: Parameters<typeof replayDeadLetters>[0];
} {
  const accepted: Delivery[] = [];
  const closings: [number, LetterClosing][] = [];
  const store = {
    closeDeadLetter: (id: number, closing: LetterClosing, at: number) => {
      const { state, ...closed } = closing;
      const found = letters.find((one) => one.id === id);
      if (found?.attempts === 99) return Promise.reject(new Error('The row cannot be read.'));
      if (found?.state !== 'open') return Promise.resolve(null);
      closings.push([id, closing]);
      return Promise.resolve({ ...found, state, closed: { at, ...closed } });
    },
    entry: () => Promise.resolve(kept),
  };
  const accept = (delivery: Delivery): Promise<{ seq: number; duplicate: boolean }> => {
    accepted.push(delivery);
    return Promise.resolve({ seq: 13, duplicate: false });
  };
  return { accepted, closings, deps: { store, inbox: { accept } } };
}

const by = { by: 'ada', why: null, now: 9 };

describe('replaying dead letters', () => {
  it('appends an entry anew, with its original time, and notes as which one it came again', async () => {
    const letters = [letter(3)];
    const { accepted, closings, deps } = house(letters);
    const closed = await replayDeadLetters(deps, letters, by);
    expect(accepted).toMatchObject([{ id: 'replay:12:3', body: '{}', firstReceivedAt: 5 }]);
    expect(accepted.map(readReplayed)).toEqual([12]);
    expect(readReplayed(entry)).toBeNull();
    expect(closings).toEqual([[3, { state: 'replayed', by: 'ada', why: null, cameAgain: 13 }]]);
    expect(closed).toMatchObject([{ id: 3, state: 'replayed', closed: { at: 9, by: 'ada', cameAgain: 13 } }]);
  });

  it('keeps the original time of what is replayed a second time', async () => {
    const letters = [letter(3)];
    const { accepted, deps } = house(letters, { ...entry, receivedAt: 70, firstReceivedAt: 5 });
    await replayDeadLetters(deps, letters, by);
    expect(accepted).toMatchObject([{ firstReceivedAt: 5 }]);
  });

  it('only closes the letter of a notification, whose row is then pending again', async () => {
    const letters = [letter(3, { kind: 'notification', subject: 'inc-1/slack/C/message' })];
    const { accepted, closings, deps } = house(letters);
    await replayDeadLetters(deps, letters, by);
    expect(accepted).toEqual([]);
    expect(closings).toMatchObject([[3, { state: 'replayed', cameAgain: null }]]);
  });

  it('does many in their order, and leaves out what is not open, not kept, or cannot be read', async () => {
    const notification = { kind: 'notification', subject: 'inc-1/slack/C/message' } as const;
    const letters = [
      letter(1, { ...notification, state: 'discarded' }),
      letter(2),
      letter(3, notification),
      letter(4, { ...notification, attempts: 99 }),
      ...Array.from({ length: 250 }, (_, n) => letter(5 + n, notification)),
    ];
    const { deps } = house(letters, null);
    const closed = await replayDeadLetters(deps, letters, by);
    expect(closed.map(({ id }) => id)).toEqual([3, ...Array.from({ length: 250 }, (_, n) => 5 + n)]);
  });

  it('fails where nothing could be closed', async () => {
    const letters = [letter(4, { kind: 'notification', attempts: 99 })];
    await expect(replayDeadLetters(house(letters).deps, letters, by)).rejects.toThrow('cannot be read');
  });
});

it('discarding keeps who did it, and why', async () => {
  const letters = [letter(3), letter(4, { state: 'replayed' })];
  const { accepted, deps } = house(letters);
  const closed = await discardDeadLetters(deps, letters, { ...by, why: 'A test channel.' });
  expect(accepted).toEqual([]);
  expect(closed).toMatchObject([
    { id: 3, state: 'discarded', closed: { by: 'ada', why: 'A test channel.' } },
  ]);
});
