import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { FaultSpec, SentryWebhook } from '../../../simulator/fakes/start.ts';
import { createSeededRandom, type SeededRandom } from '../../../simulator/seeded-random.ts';
import { journey, until, type Journey } from './journey.ts';
import { becomesReady } from './relay-life.ts';
import {
  expectBalance,
  expectChecks,
  expectNoMessageTwice,
  expectNoSecondPage,
  pages,
  shown,
  rootsOf,
} from './seen.ts';
import { stored } from './stored.ts';
import { cacheIsGone, troubles, type Trouble } from './trouble.ts';

/** Which moments are hit; another one by JOURNEY_SEED. */
export const crashSeed = Number(process.env['JOURNEY_SEED'] ?? 4711);
const services = ['basket', 'checkout', 'search', 'pricing', 'stock', 'loyalty'];
/** Real ms between two errors: enough for a storm, few enough for two cores. */
const everyMs = 12;
/** Webhooks in flight at most: a machine that is busy gets a slower storm, and no heap of webhooks that grows. */
const atOnce = 20;

/** What the storm's webhooks came to. */
interface Ledger {
  /** Idempotency keys that were answered 202, and those that got no answer. */
  readonly accepted: Set<string>;
  readonly unanswered: Set<string>;
}

/** Throws errors of all services until told to stop, and notes what became of each webhook. */
async function storm(
  of: Journey,
  issues: readonly Trouble[],
  ledger: Ledger,
  over: AbortSignal,
): Promise<void> {
  const random = createSeededRandom(crashSeed);
  const inFlight = new Set<Promise<void>>();
  while (!over.aborted) {
    const issue = issues[random.int(issues.length)] ?? issues[0]!;
    for (const webhook of of.fakes.sentry.webhooksFor(issue.event())) {
      const sent: Promise<void> = post(of, webhook, ledger).finally(() => inFlight.delete(sent));
      inFlight.add(sent);
    }
    await delay(everyMs);
    while (inFlight.size >= atOnce) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
}

async function post({ fakes }: Journey, webhook: SentryWebhook, ledger: Ledger): Promise<void> {
  const { outcome } = await fakes.sentry.send(webhook);
  if (outcome === 'accepted') ledger.accepted.add(webhook.idempotencyKey ?? '');
  if (outcome === 'unanswered') ledger.unanswered.add(webhook.idempotencyKey ?? '');
}

const kills = 20;
/** Every fifth life ends while it is still starting. */
const endsEarly = (n: number): boolean => n % 5 === 4;
/** Webhooks that every other life accepts at least, so that the storm has a size on every machine. */
const leastALife = 15;

/** Kills the relay without warning and starts it again; how long each life lasts is up to chance. */
async function killAgainAndAgain(of: Journey, ledger: Ledger, random: SeededRandom): Promise<void> {
  for (let n = 0; n < kills; n += 1) {
    if (endsEarly(n)) await delay(random.int(500));
    else {
      await becomesReady(of.relay(), of.url);
      const enough = ledger.accepted.size + leastALife + random.int(45);
      await until('the relay accepts webhooks', () => ledger.accepted.size >= enough);
      await delay(random.int(30));
    }
    await of.kill();
    of.spawn();
  }
  await becomesReady(of.relay(), of.url);
}

/** Everything ends: Sentry resolves every issue that it has told of. */
async function resolveAll(of: Journey, issues: readonly Trouble[], ledger: Ledger): Promise<void> {
  for (const issue of issues) {
    const error = issue.event();
    for (const webhook of of.fakes.sentry.webhooksFor(error)) await post(of, webhook, ledger);
    const at = Math.round(of.clock.now());
    await post(of, of.fakes.sentry.issueWebhook('resolved', error, { at }), ledger);
  }
}

/** A storm through all kills, with `faults` until it is over, and then everything resolved and at rest. */
export async function stormWithKills(faults: readonly FaultSpec[]): Promise<{ of: Journey; ledger: Ledger }> {
  const of = await journey({ seed: crashSeed, speed: 10 });
  const make = troubles(of, crashSeed);
  const issues = services.flatMap((service) => [1, 2, 3].map(() => make(service, cacheIsGone(service))));
  await of.start();
  for (const fault of faults) of.fakes.faults.add(fault);
  const over = new AbortController();
  const ledger: Ledger = { accepted: new Set(), unanswered: new Set() };
  await Promise.all([
    storm(of, issues, ledger, over.signal),
    killAgainAndAgain(of, ledger, createSeededRandom(crashSeed + 1)).finally(() => over.abort()),
  ]);
  of.fakes.faults.clear();
  await resolveAll(of, issues, ledger);
  await until(
    'the page is resolved',
    () => pages(of).length > 0 && pages(of).every((one) => one.status === 'resolved'),
  );
  await of.rest();
  return { of, ledger };
}

/** What was answered 202 is there, applied once; one page, one message. Stops the relay. */
export async function expectNothingLostNothingTwice(of: Journey, ledger: Ledger): Promise<void> {
  expect(ledger.accepted.size).toBeGreaterThanOrEqual((kills * 4 * leastALife) / 5);
  expect(ledger.unanswered.size, 'webhooks that met a dead relay').toBeGreaterThan(20);
  expect(pages(of), 'pages of the one outage').toHaveLength(1);
  expectNoSecondPage(of);
  expectNoMessageTwice(of);
  await expectBalance(of);
  expect((await of.api.books()).dead).toBe(0);
  const root = (await of.api.incidents()).find((one) => one.storm !== null);
  expect(rootsOf(of, root?.id ?? '')).toHaveLength(1);
  expect(shown(rootsOf(of, root?.id ?? '')[0])).toMatch(/resolved/i);
  expectChecks(of, 'retry-after-obeyed', 'no-ping');

  expect((await of.stop()).exit).toEqual({ code: 0, signal: null });
  const file = stored(of);
  const ids = new Set(file.entries.map((entry) => entry.id));
  expect(
    [...ledger.accepted].filter((id) => !ids.has(id)),
    'answered 202 and lost',
  ).toEqual([]);
  const known = new Set([...ledger.accepted, ...ledger.unanswered]);
  expect(
    [...ids].filter((id) => !known.has(id)),
    'in the inbox and never sent',
  ).toEqual([]);
  // Every entry was applied exactly once: one disposition each, and the cursor stands behind the last.
  expect(file.dispositions.map((one) => one.seq)).toEqual(file.entries.map((entry) => entry.seq));
  expect(file.cursor).toBe(file.lastSeq);
  expect(file.open).toEqual([]);
}
