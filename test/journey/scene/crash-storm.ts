import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { FaultSpec, SentryWebhook } from '../../../simulator/fakes/start.ts';
import { temporaryFolder } from '../../../simulator/run/temporary-folder.ts';
import { createSeededRandom } from '../../../simulator/seeded-random.ts';
import { journey, until, type Journey } from './journey.ts';
import { killAgainAndAgain, leastALife, type Kills, type Moment } from './kills.ts';
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
/** Webhooks in flight at most: a machine that is busy gets a slower storm, and no heap of webhooks that grows. */
const atOnce = 20;

/** A storm in which the relay is killed. */
interface CrashPlan {
  readonly seed: number;
  /** Virtual seconds in a real one. */
  readonly speed: number;
  /** Ends all lives but the last. */
  readonly kill: (kills: Kills) => Promise<readonly Moment[]>;
  /** Real ms between two errors: enough for a storm, few enough for two cores. */
  readonly everyMs: number;
  /** The storm goes on for so long at least, in virtual ms. */
  readonly lastsMs: number;
  /** How providers fail until it is over. */
  readonly faults: readonly FaultSpec[];
  /** It goes on until this has come about, however busy the machine. */
  readonly reached: (of: Journey) => boolean;
  /** `retention.max_size`, so that something is pruned; null: as it is by default. */
  readonly keeps: string | null;
  /** Hears of each kill, and how long after the beginning it was, in virtual ms. */
  readonly told: (moment: Moment, afterMs: number) => void;
}

/** 20 kills; every fifth life ends while it is still starting. */
const twentyKills: CrashPlan = {
  seed: crashSeed,
  speed: 10,
  kill: (kills) =>
    killAgainAndAgain(
      kills,
      Array.from({ length: 20 }, (_, n) => (n % 5 === 4 ? 'starting' : 'running')),
    ),
  everyMs: 12,
  lastsMs: 0,
  faults: [],
  reached: () => true,
  keeps: null,
  told: () => undefined,
};

/** What became of such a storm. */
export interface Crashed {
  readonly of: Journey;
  readonly ledger: Ledger;
  /** What the relay was doing at each kill, as far as seen. */
  readonly struck: readonly Moment[];
  /** How long the storm was, in virtual ms. */
  readonly lastedMs: number;
}

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
  { seed, everyMs, over }: Pick<CrashPlan, 'seed' | 'everyMs'> & { readonly over: AbortSignal },
): Promise<void> {
  const random = createSeededRandom(seed);
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

/** Everything ends: Sentry resolves every issue that it has told of. */
async function resolveAll(of: Journey, issues: readonly Trouble[], ledger: Ledger): Promise<void> {
  for (const issue of issues) {
    const error = issue.event();
    for (const webhook of of.fakes.sentry.webhooksFor(error)) await post(of, webhook, ledger);
    const at = Math.round(of.clock.now());
    await post(of, of.fakes.sentry.issueWebhook('resolved', error, { at }), ledger);
  }
}

/** A configuration file that says how much is kept. */
async function withRetention({ keeps }: CrashPlan): Promise<Record<string, string>> {
  if (keeps === null) return {};
  const folder = await temporaryFolder();
  onTestFinished(() => folder.remove());
  const file = path.join(folder.path, 'stormrelay.yaml');
  await writeFile(file, `retention:\n  max_size: ${keeps}\n`);
  return { STORMRELAY_CONFIG: file };
}

/** A storm through all kills, with its faults until it is over, and then everything resolved and at rest. */
export async function stormWithKills(change: Partial<CrashPlan> = {}): Promise<Crashed> {
  const plan = { ...twentyKills, ...change };
  const { seed, speed } = plan;
  const of = await journey({ seed, speed, env: await withRetention(plan) });
  const make = troubles(of, seed);
  const issues = services.flatMap((service) => [1, 2, 3].map(() => make(service, cacheIsGone(service))));
  const startedAt = performance.now();
  await of.start();
  const startMs = performance.now() - startedAt;
  for (const fault of plan.faults) of.fakes.faults.add(fault);
  const over = new AbortController();
  const ledger: Ledger = { accepted: new Set(), unanswered: new Set() };
  const begunAt = of.clock.now();
  const random = createSeededRandom(seed + 1);
  const killed = async (): Promise<readonly Moment[]> => {
    const accepted = (): number => ledger.accepted.size;
    const told = (moment: Moment): void => plan.told(moment, of.clock.now() - begunAt);
    const sinceMs = (): number => of.clock.now() - begunAt;
    const struck = await plan.kill({ of, random, startMs, accepted, sinceMs, told });
    await of.clock.sleep(begunAt + plan.lastsMs - of.clock.now());
    await until('what the storm is for', () => plan.reached(of));
    return struck;
  };
  const [struck] = await Promise.all([
    killed().finally(() => over.abort()),
    storm(of, issues, ledger, { ...plan, over: over.signal }),
  ]);
  const lastedMs = of.clock.now() - begunAt;
  of.fakes.faults.clear();
  await resolveAll(of, issues, ledger);
  await until(
    'the page is resolved',
    () => pages(of).length > 0 && pages(of).every((one) => one.status === 'resolved'),
  );
  await of.rest();
  return { of, ledger, struck, lastedMs };
}

/** What was answered 202 is there, applied once; one page, one message. Stops the relay. */
export async function expectNothingLostNothingTwice({ of, ledger, struck }: Crashed): Promise<void> {
  const running = struck.filter((moment) => moment === 'running').length;
  expect(ledger.accepted.size).toBeGreaterThanOrEqual((running - 1) * leastALife);
  expect(ledger.unanswered.size, 'webhooks that met a dead relay').toBeGreaterThanOrEqual(struck.length);
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
  expect(lost(ledger, file.seen), 'answered 202 and lost').toEqual([]);
  const known = new Set([...ledger.accepted, ...ledger.unanswered]);
  expect(
    file.seen.filter((id) => !known.has(id)),
    'in the books and never sent',
  ).toEqual([]);
  // Every entry was applied exactly once, also one that is pruned: one disposition each, and the cursor stands behind the last.
  const applied = file.dispositions.map((one) => one.seq);
  expect(applied).toHaveLength(file.seen.length);
  expect(file.entries.filter(({ seq }) => !applied.includes(seq))).toEqual([]);
  // An inbox that was pruned whole no longer says where it ended.
  expect(file.cursor).toBe(file.entries.length === 0 ? file.cursor : file.lastSeq);
  expect(file.open).toEqual([]);
}

/** What was answered 202 and is not among the ids that the store has seen. */
export function lost({ accepted }: Ledger, seen: readonly string[]): readonly string[] {
  const there = new Set(seen);
  return [...accepted].filter((id) => !there.has(id));
}
