import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { expectAlive } from './alive.ts';
import { until, type Journey } from './journey.ts';
import { load } from './load.ts';
import { expectBalance, expectNoMessageTwice, expectNoSecondPage, pages } from './seen.ts';
import { stored } from './stored.ts';
import { throwIt, troubles, unrelated } from './trouble.ts';

/** What a machine suffers from for a while. */
export interface MachineTrouble {
  readonly begin: () => void;
  readonly end: () => void;
  readonly lastsMs: number;
  /** What the door answers while it lasts; null: whatever comes, or nothing. */
  readonly door: 202 | 503 | null;
  /** Pages of the outage at most; default 1. */
  readonly mostPages?: number;
}

/** Trouble in the middle of an outage, as long as webhooks come; afterwards the same relay has to go on by itself. */
export async function through(of: Journey, seed: number, trouble: MachineTrouble): Promise<void> {
  const life = await of.start();
  const over = new AbortController();
  const loading = load(of, seed, over.signal);
  await until('somebody is woken', () => pages(of).length > 0);
  trouble.begin();
  await whileItLasts(of, seed, trouble);
  trouble.end();
  await until('it is ready', async () => (await of.api.readiness().catch(() => null))?.ready);
  await expectAlive(of);
  over.abort();
  const accepted = await loading;
  await of.rest();
  expect(life.isOver(), life.stderr()).toBe(false);
  expect(accepted.size).toBeGreaterThan(20);
  await expectBalance(of);
  expectNoMessageTwice(of);
  expectNoSecondPage(of);
  expect(pagesOfTheOutage(of), 'pages').toBeLessThanOrEqual(trouble.mostPages ?? 1);
  expect((await of.stop()).exit).toEqual({ code: 0, signal: null });
  const kept = new Set(stored(of).seen);
  expect(
    [...accepted].filter((id) => !kept.has(id)),
    'answered 202 and lost',
  ).toEqual([]);
}

/** By a clock that jumps the relay may be behind for minutes, and then wakes somebody for itself. */
function pagesOfTheOutage(of: Journey): number {
  return pages(of).filter(({ summary }) => !summary.startsWith('stormrelay: ')).length;
}

/** Besides the outage, one issue after the other asks what the door says. */
async function whileItLasts(of: Journey, seed: number, { lastsMs, door }: MachineTrouble): Promise<void> {
  const until = of.clock.now() + lastsMs;
  const make = troubles(of, seed + 1);
  const asked: number[] = [];
  while (door !== null && of.clock.now() < until) {
    const sent = await throwIt(of.fakes, make('invoices', unrelated[0]!).event());
    asked.push(...sent.map(({ status }) => status ?? 0));
    await delay(200);
  }
  if (door === null) await of.clock.sleep(lastsMs);
  else {
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((status) => status !== door)).toEqual([]);
  }
}
