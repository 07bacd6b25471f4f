import { describe, expect, it, onTestFinished } from 'vitest';
import { createSimClock } from '../../../simulator/clock.ts';
import { startNaive, type Rival } from '../../../simulator/naive/rival.ts';
import { runScenario } from '../../../simulator/run/run-scenario.ts';
import { startMiniRelay } from '../referee/saboteurs/mini-relay.ts';
import { shortStorm } from '../referee/short-storm.ts';

async function naive(): Promise<{ readonly rival: Rival; readonly now: () => number }> {
  const clock = createSimClock(100, Date.now());
  const rival = await startNaive({ scenario: shortStorm(), seed: 1, clock });
  if (rival === null) throw new Error('The naive relay did not start.');
  onTestFinished(() => rival.end());
  return { rival, now: () => clock.now() };
}

describe('a rival', () => {
  it('has the whole storm against fakes of its own, and says what it came to, also twice', async () => {
    const { rival, now } = await naive();
    rival.storm(now());
    const figures = await rival.figures();
    const { posts = 0, refusedBySlack = 0, pages } = figures ?? {};
    expect(posts).toBeGreaterThan(20);
    // How many are refused hangs on how fast the machine is; that each was tried does not.
    expect(posts + refusedBySlack).toBeGreaterThan(100);
    expect(pages).toBeGreaterThan(3);
    expect(await rival.figures()).toEqual(figures);
  });

  it('suffers what is broken beside it', async () => {
    const { rival, now } = await naive();
    const down = { target: { service: 'slack' }, fault: { kind: 'status' } } as const;
    rival.strike(down);
    rival.storm(now());
    const figures = await rival.figures();
    expect(figures).toMatchObject({ posts: 0, refusedBySlack: 0 });
    expect(figures?.pages).toBeGreaterThan(3);
  });

  it('is never waited for when it is gone', async () => {
    const { rival } = await naive();
    await rival.end();
    rival.storm(0);
    expect(await rival.figures()).toBeNull();
  });

  it('that does not start fails nothing: the run says that it is unknown', async () => {
    const { rival, judgements } = await runScenario({
      scenario: shortStorm(),
      seed: 1,
      speed: 100,
      signal: new AbortController().signal,
      startRelay: (setup) => startMiniRelay(setup),
      startRival: () => Promise.resolve(null),
    });
    expect(rival).toBe('unknown');
    expect(judgements.length).toBeGreaterThan(10);
  });
});
