import { describe, expect, it } from 'vitest';
import { roundRows, withTakenOver } from '../../src/deliver/round-rows.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import { handleOf, nothingSent } from '../../src/domain/sending/sent.ts';
import { chat, message, page, partOfMessage, row, start } from '../make.ts';
import { posted } from '../sent.ts';

const storm = { cause: 'redis unreachable', since: start, unnamed: false };
const root = row(message({ incident: 'inc-1', storm }));

function child(incident: string, change: Partial<Notification> = {}): Notification {
  return row(partOfMessage('inc-1', incident), { sent: posted({ digest: 'd0' }), ...change });
}

/** A store in which the first child's message can be taken over. */
const store = { takeOver: () => Promise.resolve(posted()) };

describe('a root without a message', () => {
  it("takes over its child's, and the child's row is not written into once more", async () => {
    const other = child('inc-3', { sent: posted({ digest: 'd0', handle: '2.2' }) });
    const rows = await withTakenOver(store, [root, child('inc-2'), other], start);
    expect(rows.map((one) => [one.incident, handleOf(one.sent)])).toEqual([
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

describe('a page', () => {
  it('leads to the message of its incident that was there first, once it is known where that is', async () => {
    const wanted = row(page());
    const posted1 = (receiver: string, acceptedAt: number, change: Partial<Notification>): Notification =>
      row(message(), { receiver, sent: posted({ acceptedAt }), ...change });
    const beside = [
      posted1('slack/C1', start, {}),
      posted1('slack/C2', start + 2, { link: 'https://acme.slack.com/archives/C2/p2' }),
      posted1('slack/C3', start + 1, { link: 'https://acme.slack.com/archives/C3/p1' }),
      posted1('slack/C4', start, { link: null }),
    ];
    const parent = async (rows: readonly Notification[]): Promise<unknown> => {
      const read = await roundRows(
        {
          ...store,
          pending: () => Promise.resolve([wanted]),
          notification: () => Promise.resolve(null),
          notificationsOf: () => Promise.resolve([wanted, ...rows]),
          covers: () => Promise.resolve([]),
        },
        { credential: chat.credential, except: [] },
        start,
      );
      return read.related(wanted).parent?.link;
    };
    expect(await parent(beside)).toBe('https://acme.slack.com/archives/C3/p1');
    expect(await parent(beside.slice(0, 1))).toBeUndefined();
  });
});
