import { createHmac } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createHealing } from '../../../src/ingest/healing.ts';
import { createHealingDoor } from '../../../src/integrations/sentry/door.ts';
import { silentLog } from '../../../src/seams/log.ts';
import { hour, t0 } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

const secret = 'a secret that came late';
const body = '{"action":"triggered","data":{"title":"Gr\\u00fc\\u00dfe"}}';
const signature = createHmac('sha256', secret).update(body).digest('hex');

/** The quarantine as it was before 0016, with what it held then. */
function asBeforeHealing(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(`
    DROP TABLE quarantine;
    CREATE TABLE quarantine (
      id INTEGER PRIMARY KEY AUTOINCREMENT, bytes INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
      delivery_id TEXT NOT NULL, signature TEXT NOT NULL, reason TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX quarantine_at ON quarantine (at);
    DELETE FROM migration WHERE name LIKE '%-quarantine-heals.sql';
  `);
  const keep = database.prepare(
    `INSERT INTO quarantine (bytes, at, kind, delivery_id, signature, reason, body)
     VALUES (?, ?, ?, ?, ?, 'signature-mismatch', ?)`,
  );
  keep.run(2, t0 - 5, '', '', '', '{}');
  keep.run(body.length, t0, 'event_alert', 'request-1', signature, body);
  keep.run(body.length, t0 + 7, 'issue', 'request-2', signature, body);
  database.close();
}

it('a file of the version before quarantines healed keeps what lies there, and heals it', async () => {
  await (await openAt(folder.store)).close();
  asBeforeHealing(folder.store);
  const store = await openAt(folder.store);
  const kept = await store.quarantinedAfter(0, 9);
  expect(kept).toMatchObject([
    { id: 1, at: t0 - 5, door: 'sentry', network: '', likely: 'stranger' },
    { id: 2, at: t0, kind: 'event_alert', likely: 'unknown-secret', body: new Uint8Array(Buffer.from(body)) },
    { id: 3, at: t0 + 7, kind: 'issue', deliveryId: 'request-2', signature },
  ]);
  const over = new AbortController();
  await createHealing({
    store,
    doors: [
      createHealingDoor({ signingSecrets: [secret], drillSecret: null, serviceHooks: null }, () => false),
    ],
    clock: { now: () => t0 + hour },
    pace: {
      sleep: (ms) => {
        if (ms > 60_000) over.abort();
        return Promise.resolve();
      },
    },
    log: silentLog,
    onHealed: () => undefined,
  }).run(over.signal);
  expect(await store.read(0, 9)).toMatchObject([
    { kind: 'event_alert', id: 'request-1', body, firstReceivedAt: t0, receivedAt: t0 + hour },
    { kind: 'issue', id: 'request-2', body, firstReceivedAt: t0 + 7 },
  ]);
  expect((await store.quarantined(9)).map(({ id }) => id)).toEqual([1]);
  await store.close();
});
