import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextStep } from '../../../src/deliver/steps/next-step.ts';
import type { Notification } from '../../../src/domain/sending/notification.ts';
import { eventOf } from '../../../src/integrations/pagerduty/event.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import type { Store } from '../../../src/seams/store.ts';
import { start } from '../../make.ts';
import { batch, t0, wanted } from '../nouns.ts';
import { freshFolder, openAt } from './folder.ts';
import { olderRows, type OlderRow } from './older-rows.ts';

const now = start + 600_000;
const idOf = (one: OlderRow): string => `recorded/${olderRows.indexOf(one)}`;

let folder = '';
let store: Store;
let read: ReadonlyMap<string, Notification>;

beforeAll(async () => {
  folder = freshFolder();
  const path = join(folder, 'stormrelay.db');
  const before = await openAt(path);
  const epoch = (await before.acquireLease('brain', 'test', t0, 1_000)) ?? 0;
  const rows = olderRows.map((one) => wanted('inc-1', '1', { id: idOf(one), surface: one.wanted.surface }));
  await before.commit(batch({ epoch, wanted: rows }), t0);
  await before.close();
  const database = new DatabaseSync(path);
  const write = database.prepare('UPDATE notification SET wanted = ?, sent = ? WHERE id = ?');
  for (const one of olderRows) write.run(JSON.stringify(one.wanted), JSON.stringify(one.sent), idOf(one));
  database.close();
  store = await openAt(path);
  const found = olderRows.map(async (one) => [one.name, await store.notification(idOf(one))] as const);
  read = new Map((await Promise.all(found)).flatMap(([name, row]) => (row === null ? [] : [[name, row]])));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function rowOf({ name }: OlderRow): Notification {
  const row = read.get(name);
  if (row === undefined) throw new Error(`The store has no row for ${name}.`);
  return row;
}

const pager = { routingKey: 'k', relayUrl: null };

/** What is sent otherwise since: at most three links, and without an address the client's name holds the key. */
function sinceThen(shown: object): object {
  if (!('client' in shown)) return shown;
  const links = 'links' in shown && Array.isArray(shown.links) ? { links: shown.links.slice(0, 3) } : {};
  return { ...shown, client: 'stormrelay', ...links };
}

describe.each(olderRows)('a row of an older relay: $name', (one) => {
  it('goes on where that relay would have gone on', () => {
    expect(nextStep(rowOf(one), { parent: null, rootPages: [] }, now)).toEqual(one.next);
  });

  it('is sent as it always was, and shown as messages are now', () => {
    const row = rowOf(one);
    const { projection } = row;
    const shown =
      projection.surface === 'message'
        ? renderMessage(projection, { now, lag: null, plain: false, relayUrl: null })
        : projection.surface === 'page'
          ? eventOf(projection, { row, step: 'create', messageLink: null }, pager)
          : null;
    const told = JSON.stringify(shown === null ? null : sinceThen(shown));
    expect(told).toBe(JSON.stringify(one.shown === null ? null : sinceThen(one.shown)));
  });

  it('is acknowledged and resolved under the key of its trigger', () => {
    const row = rowOf(one);
    const { projection } = row;
    if (projection.surface !== 'page') return;
    for (const step of ['acknowledge', 'close'] as const)
      expect(eventOf(projection, { row, step, messageLink: null }, pager).dedup_key).toBe(
        one.shown?.dedup_key,
      );
  });

  it('keeps all of it when this relay writes it back', async () => {
    const { sent, attempts } = rowOf(one);
    const settled = { id: idOf(one), sent, attempts, lane: null, timeline: [], deadLetter: null };
    await store.settle([settled], now);
    expect((await store.notification(idOf(one)))?.sent).toEqual(sent);
  });
});

describe('a column that holds something else', () => {
  it.each(['{"phase":"posted"}', '{"phase":"hidden","digest":null}', '{}'])(
    'is no dispatch half: %s',
    async (text) => {
      const path = join(folder, 'foreign.db');
      const before = await openAt(path);
      const epoch = (await before.acquireLease('brain', 'test', t0, 1_000)) ?? 0;
      await before.commit(batch({ epoch, wanted: [wanted('inc-1', '1')] }), t0);
      await before.close();
      const database = new DatabaseSync(path);
      database.prepare('UPDATE notification SET sent = ?').run(text);
      database.close();
      const after = await openAt(path);
      expect(await after.notification(wanted('inc-1', '1').id)).toBeNull();
      const [letter] = await after.deadLetters('open', 9);
      expect(letter?.decision).toMatchObject({ why: expect.stringContaining('column sent') as unknown });
      await after.close();
      rmSync(path);
    },
  );
});
