import { describe, expect, it } from 'vitest';
import { withTakenOver } from '../../src/deliver/round-rows.ts';
import { noAttempts, nothingSent, type Notification, type Sent } from '../../src/domain/notification.ts';
import { message, row, start } from '../make.ts';

const posted: Sent = { ...nothingSent, handle: '1.1', digest: 'd0', at: start, phase: 'open' };
const root = row(message({ incident: 'inc-1', storm: { cause: 'redis unreachable', since: start } }));

function child(incident: string, change: Partial<Notification> = {}): Notification {
  const projection = message({ incident, state: 'part-of', partOf: { incident: 'inc-1', title: 'redis' } });
  return row(projection, { sent: posted, ...change });
}

/** A store in which the first child's message can be taken over. */
const store = { takeOver: () => Promise.resolve({ ...posted, digest: null }) };

describe('a root without a message', () => {
  it("takes over its child's, and the child's row is not written into once more", async () => {
    const other = child('inc-3', { sent: { ...posted, handle: '2.2' } });
    const rows = await withTakenOver(store, [root, child('inc-2'), other], start);
    expect(rows.map((one) => [one.incident, one.sent.handle])).toEqual([
      ['inc-1', '1.1'],
      ['inc-3', '2.2'],
    ]);
  });

  it('waits while a child may still be posting', async () => {
    const posting = child('inc-2', { sent: nothingSent, attempts: { ...noAttempts, startedAt: start } });
    const rows = await withTakenOver(store, [root, posting], start);
    expect(rows.map((one) => one.incident)).toEqual(['inc-2']);
  });

  it('posts its own when no child has one', async () => {
    const nothing = { takeOver: () => Promise.resolve(null) };
    const rows = await withTakenOver(nothing, [root], start);
    expect(rows).toEqual([root]);
  });
});
