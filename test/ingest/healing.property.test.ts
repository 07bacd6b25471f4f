import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHealing } from '../../src/ingest/healing.ts';
import { createHealingDoor, createSentryDoor } from '../../src/integrations/sentry/door.ts';
import { silentLog } from '../../src/seams/log.ts';
import { StoreFull, type Store } from '../../src/seams/store.ts';
import { freshFolder, openAt } from '../store/sqlite/folder.ts';
import { t0 } from '../store/nouns.ts';

const secrets = ['one', 'two', 'three', 'nobody knows'] as const;

/** What happens to a relay: a delivery, other secrets, or a restart. */
type Step =
  | { readonly kind: 'send'; readonly body: number; readonly secret: number }
  | { readonly kind: 'rotate'; readonly held: readonly number[] }
  | { readonly kind: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      body: fc.nat({ max: 15 }),
      secret: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rotate' as const),
      held: fc.uniqueArray(fc.nat({ max: 2 }), { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** Door, quarantine and healing on a store of their own; `fails`: so many heals are refused, each. */
class House {
  readonly keys = { signingSecrets: ['one'] as string[], drillSecret: null, serviceHooks: null };
  readonly door = createSentryDoor(this.keys, () => false);
  readonly folder = freshFolder();
  store: Store | null = null;
  now = t0;

  async open(): Promise<Store> {
    return (this.store ??= await openAt(join(this.folder, 'stormrelay.db')));
  }

  async send(body: number, secret: string): Promise<'accepted' | 'kept'> {
    const store = await this.open();
    this.now += 1_000;
    const raw = Buffer.from(JSON.stringify({ action: 'triggered', installation: {}, data: { body } }));
    const signature = createHmac('sha256', secret).update(raw).digest('hex');
    const headers = {
      'sentry-hook-resource': 'event_alert',
      'sentry-hook-signature': signature,
      'request-id': `request-${body}`,
    };
    const ruling = this.door.receive({ headers, raw, token: '' });
    if (ruling.kind === 'accept') {
      await store.append([ruling.delivery], this.now);
      return 'accepted';
    }
    const keep = ruling.kind === 'refuse' ? ruling.refusal.keep : null;
    const also = { at: this.now, door: 'sentry', network: 'n', body: raw, reason: 'signature-mismatch' };
    if (keep !== null) await store.quarantine({ ...keep, ...also });
    return 'kept';
  }

  /** One pass of healing, until it rests; `fails`: so many lots are refused by a full store first. */
  async heal(fails = 0): Promise<void> {
    const store = await this.open();
    const over = new AbortController();
    let left = fails;
    const healing = createHealing({
      store: {
        quarantinedAfter: (after, limit) => store.quarantinedAfter(after, Math.min(limit, 3)),
        heal: (healed, now) =>
          left-- > 0 ? Promise.reject(new StoreFull('It is full.')) : store.heal(healed, now),
      },
      doors: [createHealingDoor(this.keys, () => false)],
      clock: { now: () => this.now },
      // Whoever sleeps for an hour has nothing more to do.
      pace: {
        sleep: (ms) => {
          if (ms > 60_000) over.abort();
          return Promise.resolve();
        },
      },
      log: silentLog,
      onHealed: () => undefined,
    });
    await healing.run(over.signal);
  }

  async close(): Promise<void> {
    await this.store?.close();
    this.store = null;
  }
}

describe('what was refused', () => {
  it('enters once a secret fits: all of it, once, in order and as of when it came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat({ max: 2 }), async (steps, fails) => {
        const house = new House();
        try {
          const firstKept = new Map<number, number>();
          const sent = new Set<number>();
          for (const one of steps) {
            if (one.kind === 'rotate') {
              house.keys.signingSecrets = one.held.map((n) => secrets[n] ?? '');
              await house.heal(fails);
            } else if (one.kind === 'restart') {
              await house.close();
              await house.heal();
            } else {
              const secret = secrets[one.secret] ?? '';
              const became = await house.send(one.body, secret);
              if (one.secret === 3) continue;
              sent.add(one.body);
              if (became === 'kept' && !firstKept.has(one.body)) firstKept.set(one.body, house.now);
            }
          }
          house.keys.signingSecrets = ['three', 'two', 'one'];
          await house.heal(fails);
          await house.heal();
          const store = await house.open();
          const entries = await store.read(0, 1_000);
          const bodyOf = (text: string): number => (JSON.parse(text) as { data: { body: number } }).data.body;
          const bodies = entries.map(({ body }) => bodyOf(body));
          expect([...bodies].sort((a, b) => a - b)).toEqual([...sent].sort((a, b) => a - b));
          for (const { firstReceivedAt, receivedAt, body } of entries) {
            if (firstReceivedAt === null) continue;
            expect(firstReceivedAt).toBeLessThanOrEqual(receivedAt);
            expect(firstReceivedAt).toBeGreaterThanOrEqual(firstKept.get(bodyOf(body)) ?? Infinity);
          }
          const left = await store.quarantined(1_000);
          const fitting = left.filter(({ body, signature }) =>
            secrets
              .slice(0, 3)
              .some((secret) => createHmac('sha256', secret).update(body).digest('hex') === signature),
          );
          expect(fitting).toEqual([]);
        } finally {
          await house.close();
          rmSync(house.folder, { recursive: true });
        }
      }),
      { seed: 1305, numRuns: 60 },
    );
  }, 120_000);

  it('is in the order in which it came, whatever lots it is healed in', async () => {
    const house = new House();
    for (let n = 0; n < 20; n += 1) await house.send(n, n % 3 === 0 ? 'nobody knows' : 'two');
    house.keys.signingSecrets = ['two'];
    await house.heal();
    const entries = await (await house.open()).read(0, 100);
    const expected = Array.from({ length: 20 }, (_, n) => n).filter((n) => n % 3 !== 0);
    expect(entries.map(({ body }) => (JSON.parse(body) as { data: { body: number } }).data.body)).toEqual(
      expected,
    );
    expect(entries.map(({ firstReceivedAt }) => firstReceivedAt)).toEqual(
      expected.map((n) => t0 + (n + 1) * 1_000),
    );
    await house.close();
    rmSync(house.folder, { recursive: true });
  });
});
