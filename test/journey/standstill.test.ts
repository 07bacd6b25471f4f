import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { needs, prlimit } from '../running/needs.ts';
import { journey } from './scene/journey.ts';
import { through } from './scene/through.ts';

const seed = 1_330;
const speed = 20;
/** How long the machine is in trouble, virtual ms. */
const lastsMs = 30_000;

describe('a relay whose machine is in trouble for half a minute loses nothing and goes on by itself', () => {
  it('when its process stands still', async () => {
    const of = await journey({ seed, speed });
    const tell = (name: 'SIGSTOP' | 'SIGCONT'): void => void process.kill(of.relay().pid, name);
    onTestFinished(() => {
      if (!of.relay().isOver()) tell('SIGCONT');
    });
    await through(of, seed, {
      begin: () => tell('SIGSTOP'),
      end: () => tell('SIGCONT'),
      lastsMs,
      door: null,
    });
  });

  it('when it may open no file and no line any more', needs(prlimit), async () => {
    const of = await journey({ seed, speed });
    const handles = (most: number | string): void => {
      const set = spawnSync(prlimit.what, ['--pid', String(of.relay().pid), `--nofile=${most}:`]);
      expect(set.status, String(set.stderr)).toBe(0);
    };
    await through(of, seed, {
      begin: () => handles(readdirSync(`/proc/${of.relay().pid}/fd`).length),
      end: () => handles(4_096),
      lastsMs,
      door: null,
    });
  });
});
