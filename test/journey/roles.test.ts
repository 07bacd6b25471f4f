import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { delivery } from '../store/nouns.ts';
import { lines } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { rawPost } from './scene/raw-post.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 1_411;
const speed = 20;

const template = readFileSync(
  path.join(import.meta.dirname, '../../fixtures/payloads/sentry/event_alert.triggered.json'),
  'utf8',
);

/** An alert that takes a while to read: a run of them keeps whoever reads it busy, with no pause. */
function bigAlert(n: number): string {
  const parsed = JSON.parse(template) as { data: { event: Record<string, unknown> } };
  const { event } = parsed.data;
  event['event_id'] = n.toString(16).padStart(32, '0');
  event['issue_id'] = String(9_000_000 + (n % 20));
  event['extra'] = { rows: Array.from({ length: 25_000 }, (_, row) => ({ row, of: n })) };
  return JSON.stringify(parsed);
}

/** Puts alerts into the inbox of a relay that does not run. */
async function leaveBacklog(of: Journey, count: number): Promise<number> {
  const store = await openSqliteStore({
    path: path.join(of.folder, 'stormrelay.db'),
    holder: 'a test',
    install: () => 'i-test',
  });
  let last = 0;
  for (let n = 0; n < count; n += 16) {
    const some = Array.from({ length: 16 }, (_, k) => delivery(`big-${n + k}`, { body: bigAlert(n + k) }));
    const appended = await store.append(some, Math.round(of.clock.now()));
    last = Math.max(last, ...appended.map(({ seq }) => seq));
  }
  await store.close();
  return last;
}

/** Reads from the file beside the relay how far the brain is. */
function cursorOf(of: Journey): () => number {
  const database = new DatabaseSync(path.join(of.folder, 'stormrelay.db'), { readOnly: true });
  onTestFinished(() => database.close());
  const cursor = database.prepare("SELECT value FROM setting WHERE name = 'cursor'");
  return () => Number(cursor.get()?.['value'] ?? 0);
}

describe('while the brain is busy with a backlog', () => {
  it('the door answers one webhook after the other within a single run of the brain', async () => {
    const of = await journey({ seed, speed });
    const last = await leaveBacklog(of, 192);
    const life = of.spawn();
    await until('the door answers', () =>
      fetch(`${of.url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    const cursor = cursorOf(of);
    // Where the brain stood → webhooks that were answered while it stood there.
    const answered = new Map<number, number>();
    for (let n = 0; cursor() < last; n += 1) {
      const body = JSON.stringify({ action: 'created', n });
      const { status } = await rawPost(of, {
        body,
        resource: 'issue',
        headers: { 'request-id': `small-${n}` },
      });
      expect(status).toBe(202);
      answered.set(cursor(), (answered.get(cursor()) ?? 0) + 1);
    }
    answered.delete(last);
    // On one thread an answer goes out between two runs, and the next webhook is read between the next two.
    expect(Math.max(...answered.values())).toBeGreaterThanOrEqual(8);
    await until('everything is applied', async () => (await of.api.books()).inFlight === 0);
    expect((await of.api.books()).accepted).toBeGreaterThanOrEqual(192);
    expect(life.isOver()).toBe(false);
  });
});

/** Another process takes a lease: its epoch is another one now. */
function takeAway(of: Journey, lease: string): void {
  const database = new DatabaseSync(path.join(of.folder, 'stormrelay.db'), { timeout: 10_000 });
  database.prepare('UPDATE lease SET epoch = epoch + 1 WHERE name = ?').run(lease);
  database.close();
}

describe('a role whose lease another process has taken', () => {
  for (const lease of ['brain', 'dispatch'])
    it(`writes nothing more: ${lease} ends the relay with code 1, and says why`, async () => {
      const of = await journey({ seed, speed });
      const life = await of.start();
      takeAway(of, lease);
      // One webhook: the relay may be gone before a second one comes.
      await throwIt(of.fakes, troubles(of, seed)('invoices', unrelated[0]!).event({ isNew: false }));
      expect(await life.ended).toEqual({ code: 1, signal: null });
      expect(life.stderr()).toContain(`The ${lease} lease has`);
      expect(lines(life.stderr())).toHaveLength(1);
      const errors = lines(life.stdout()).filter((line) => line.includes('"level":50'));
      expect(errors.join('\n')).toContain(`The ${lease} lease has`);
      // What was taken before is applied and sent by the next life.
      await of.start();
      await of.rest();
      expect((await of.api.books()).accepted).toBe(1);
      expect(of.fakes.observed().slack.messages).toHaveLength(1);
    });
});
