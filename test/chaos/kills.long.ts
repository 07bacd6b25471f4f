import { describe, expect, it } from 'vitest';
import {
  expectNothingLostNothingTwice,
  lost,
  stormWithKills,
  type Crashed,
} from '../journey/scene/crash-storm.ts';
import { journey } from '../journey/scene/journey.ts';
import { killByTheClock } from '../journey/scene/kills-by-clock.ts';
import type { Moment } from '../journey/scene/kills.ts';
import { messagesTwice, pages } from '../journey/scene/seen.ts';
import { stored } from '../journey/scene/stored.ts';

const seed = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** 50 kills of one hour. More in start than have to be seen: some of them come when it is ready already. */
const hour = { lastsMs: 3_600_000, anyhow: 31, starting: 13, pruning: 6 };

/**
 * How fast the hour runs: three minutes, and longer where a start takes longer than half of what a life has between two
 * kills; at most twenty minutes.
 */
async function speedHere(): Promise<number> {
  const asked = process.env['CHAOS_SPEED'];
  if (asked !== undefined) return Number(asked);
  const of = await journey({ seed, speed: 1 });
  const began = performance.now();
  await of.start();
  const startMs = performance.now() - began;
  await of.kill();
  return Math.max(3, Math.min(20, Math.floor(hour.lastsMs / hour.anyhow / 2 / startMs)));
}

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
    const speed = await speedHere();
    console.log(`CHAOS_SEED=${seed} CHAOS_SPEED=${speed}`);
    const crashed = await stormWithKills({
      seed,
      speed,
      kill: (kills) => killByTheClock(kills, hour),
      everyMs: 30,
      lastsMs: hour.lastsMs,
      keeps: '1KiB',
      told: (moment, afterMs) => console.log(`${Math.floor(afterMs / 60_000)} min: killed while ${moment}`),
    });
    try {
      await expectNothingLostNothingTwice(crashed);
      expect(crashed.struck).toHaveLength(50);
      expect(crashed.struck.filter((moment) => moment !== 'running').length).toBeGreaterThanOrEqual(10);
      expect(crashed.struck).toContain('pruning');
    } finally {
      console.log(table(crashed));
    }
  });
});
