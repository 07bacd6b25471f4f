import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { needs, prlimit } from '../running/needs.ts';
import { expectAlive } from './scene/alive.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { load } from './scene/load.ts';
import { expectBalance, expectNoMessageTwice, expectNoSecondPage, pages } from './scene/seen.ts';
import { stored } from './scene/stored.ts';

const seed = 1_330;
const speed = 20;
/** How long the machine is in trouble, virtual ms. */
const troubleMs = 30_000;

/** Trouble in the middle of an outage, as long as webhooks come; afterwards the same relay has to go on by itself. */
async function through(of: Journey, begin: () => void, end: () => void): Promise<void> {
  const life = await of.start();
  const over = new AbortController();
  const loading = load(of, seed, over.signal);
  await until('somebody is woken', () => pages(of).length > 0);
  begin();
  await delay(troubleMs / speed);
  end();
  await expectAlive(of);
  over.abort();
  const accepted = await loading;
  await of.rest();
  expect(life.isOver(), life.stderr()).toBe(false);
  expect(accepted.size).toBeGreaterThan(20);
  await expectBalance(of);
  expectNoMessageTwice(of);
  expectNoSecondPage(of);
  expect(pages(of)).toHaveLength(1);
  expect((await of.stop()).exit).toEqual({ code: 0, signal: null });
  const kept = new Set(stored(of).entries.map(({ id }) => id));
  expect(
    [...accepted].filter((id) => !kept.has(id)),
    'answered 202 and lost',
  ).toEqual([]);
}

describe('a relay whose machine is in trouble for half a minute loses nothing and goes on by itself', () => {
  it('when its process stands still', async () => {
    const of = await journey({ seed, speed });
    const tell = (name: 'SIGSTOP' | 'SIGCONT'): void => void process.kill(of.relay().pid, name);
    onTestFinished(() => {
      if (!of.relay().isOver()) tell('SIGCONT');
    });
    await through(
      of,
      () => tell('SIGSTOP'),
      () => tell('SIGCONT'),
    );
  });

  it('when it may open no file and no line any more', needs(prlimit), async () => {
    const of = await journey({ seed, speed });
    const handles = (most: number | string): void => {
      const set = spawnSync(prlimit.what, ['--pid', String(of.relay().pid), `--nofile=${most}:`]);
      expect(set.status, String(set.stderr)).toBe(0);
    };
    await through(
      of,
      () => handles(readdirSync(`/proc/${of.relay().pid}/fd`).length),
      () => handles(4_096),
    );
  });
});
