import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../simulator/seeded-random.ts';
import {
  expectNothingLostNothingTwice,
  lost,
  stormWithKills,
  type Crashed,
} from '../journey/scene/crash-storm.ts';
import type { Moment } from '../journey/scene/kills.ts';
import { messagesTwice, pages } from '../journey/scene/seen.ts';
import { stored } from '../journey/scene/stored.ts';

const seed = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** The hour takes three minutes so; 50 starts of a busy machine need more, and an hour that runs slower. */
const speed = Number(process.env['CHAOS_SPEED'] ?? 20);
const hourMs = 3_600_000;

function times(count: number, moment: Moment): readonly Moment[] {
  return Array.from({ length: count }, () => moment);
}

/** More in start than have to be seen: some of them come when it is ready already. */
const fiftyKills = createSeededRandom(seed).shuffle([
  ...times(34, 'running'),
  ...times(13, 'starting'),
  ...times(3, 'pruning'),
]);

/** What came of it, a line each. */
function table({ of, ledger, struck, lastedMs }: Crashed): string {
  const kills = (moment: Moment): number => struck.filter((one) => one === moment).length;
  const { seen } = stored(of);
  const rows: readonly (readonly [string, number])[] = [
    ['kill -9', struck.length],
    ['  while starting', kills('starting')],
    ['  while pruning', kills('pruning')],
    ['virtual minutes', Math.round(lastedMs / 60_000)],
    ['webhooks answered 202', ledger.accepted.size],
    ['webhooks that got no answer', ledger.unanswered.size],
    ['webhooks in the books', seen.length],
    ['answered 202 and lost', lost(ledger, seen).length],
    ['pages', pages(of).length],
    ['second pages', pages(of).length - 1],
    ['second messages', messagesTwice(of).length],
  ];
  return rows.map(([what, count]) => `${what.padEnd(30)}${String(count).padStart(8)}`).join('\n');
}

describe(`50 kills in one hour (CHAOS_SEED=${seed})`, () => {
  it('lose nothing that was answered 202, page once and show one message', async () => {
    console.log(`CHAOS_SEED=${seed}`);
    const crashed = await stormWithKills({
      seed,
      speed,
      moments: fiftyKills,
      everyMs: 30,
      lastsMs: hourMs,
      keeps: '1KiB',
      told: (moment, afterMs) => console.log(`${Math.round(afterMs / 60_000)} min: killed while ${moment}`),
    });
    try {
      await expectNothingLostNothingTwice(crashed);
      expect(crashed.struck.filter((moment) => moment !== 'running').length).toBeGreaterThanOrEqual(10);
      expect(crashed.struck).toContain('pruning');
    } finally {
      console.log(table(crashed));
    }
  });
});
