import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../simulator/seeded-random.ts';
import { expectNothingLostNothingTwice, stormWithKills } from '../journey/scene/crash-storm.ts';
import { journey, type Journey } from '../journey/scene/journey.ts';
import { killAgainAndAgain, killAsItIs } from '../journey/scene/kills.ts';
import { cacheIsGone, troubles } from '../journey/scene/trouble.ts';

const seed = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** So many new stores, each of which is killed so often before it was ever ready. */
const stores = 5;
const killsEach = 8;
const prunes = 14;

/** What the file says of itself: https://www.sqlite.org/pragma.html#pragma_integrity_check */
function soundness({ folder }: Journey): unknown {
  const database = new DatabaseSync(path.join(folder, 'stormrelay.db'), { readOnly: true });
  try {
    return database.prepare('PRAGMA integrity_check').get();
  } finally {
    database.close();
  }
}

function forgetStore({ folder }: Journey): void {
  for (const end of ['', '-wal', '-shm', '.lock'])
    rmSync(path.join(folder, `stormrelay.db${end}`), { force: true });
}

describe(`kills at awkward moments (CHAOS_SEED=${seed})`, () => {
  it(`${stores * killsEach} in first starts leave a store that begins and takes what comes`, async () => {
    console.log(`CHAOS_SEED=${seed}`);
    const random = createSeededRandom(seed);
    const of = await journey({ seed, speed: 1 });
    const issue = troubles(of, seed)('basket', cacheIsGone('basket'));
    const began = performance.now();
    await of.start();
    const startMs = performance.now() - began;
    await of.kill();
    const struck = { starting: 0, running: 0, pruning: 0 };
    for (let store = 0; store < stores; store += 1) {
      forgetStore(of);
      for (let kill = 0; kill < killsEach; kill += 1) {
        of.spawn();
        await delay(random.int(startMs));
        struck[await killAsItIs(of)] += 1;
      }
      await of.start();
      for (const webhook of of.fakes.sentry.webhooksFor(issue.event()))
        expect((await of.fakes.sentry.send(webhook)).outcome).toBe('accepted');
      await of.stop();
      expect(soundness(of)).toEqual({ integrity_check: 'ok' });
    }
    console.log(`${struck.starting} of ${stores * killsEach} kills came before it was ready`);
    expect(struck.starting).toBeGreaterThan((stores * killsEach) / 2);
  });

  it(`${prunes} in prunes lose nothing that was answered 202, page once and show one message`, async () => {
    const crashed = await stormWithKills({
      seed,
      speed: 20,
      kill: (kills) =>
        killAgainAndAgain(
          kills,
          Array.from({ length: prunes }, () => 'pruning' as const),
        ),
      everyMs: 10,
      keeps: '1KiB',
      told: (moment, afterMs) => console.log(`${Math.floor(afterMs / 60_000)} min: killed while ${moment}`),
    });
    await expectNothingLostNothingTwice(crashed);
    const pruning = crashed.struck.filter((moment) => moment === 'pruning').length;
    console.log(`${pruning} of ${prunes} kills came within a prune`);
    expect(pruning).toBeGreaterThan(prunes / 2);
  });
});
