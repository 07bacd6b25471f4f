import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import type { DeadLetter } from '../../src/domain/sending/dead-letter.ts';
import { unstamped, type Delivery, type Entry } from '../../src/domain/inbox/entry.ts';
import { replayDeadLetter } from '../../src/ingest/replay-dead-letter.ts';

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

/** What a replay appended and closed, for one dead letter. */
async function replay(
  letter: Partial<DeadLetter>,
  kept: Entry | null = entry,
): Promise<[Delivery[], DeadLetter | null]> {
  const found: DeadLetter = {
    id: 3,
    kind: 'entry',
    subject: '12',
    incident: null,
    at: 1,
    decision: toldBefore('r'),
    attempts: 1,
    state: 'open',
    ...letter,
  };
  const accepted: Delivery[] = [];
  const store = {
    deadLetter: () => Promise.resolve(found),
    closeDeadLetter: (_id: number, state: 'replayed' | 'discarded') => Promise.resolve({ ...found, state }),
    entry: () => Promise.resolve(kept),
  };
  const accept = (delivery: Delivery): Promise<{ seq: number; duplicate: boolean }> => {
    accepted.push(delivery);
    return Promise.resolve({ seq: 13, duplicate: false });
  };
  return [accepted, await replayDeadLetter({ store, inbox: { accept } }, 3, 9)];
}

describe('replaying a dead letter', () => {
  it('appends the entry anew and closes the letter', async () => {
    const [accepted, closed] = await replay({});
    expect(accepted).toMatchObject([{ id: 'replay:12:3', body: '{}' }]);
    expect(closed?.state).toBe('replayed');
  });

  it('only closes the letter of a notification, whose row is then pending again', async () => {
    const [accepted, closed] = await replay({ kind: 'notification', subject: 'inc-1/slack/C/message' });
    expect(accepted).toEqual([]);
    expect(closed?.state).toBe('replayed');
  });

  it('does nothing for one that is not open, or whose body is gone', async () => {
    expect(await replay({ state: 'discarded' })).toEqual([[], null]);
    expect(await replay({}, null)).toEqual([[], null]);
  });
});
