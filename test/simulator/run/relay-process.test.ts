import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSimClock } from '../../../simulator/clock.ts';
import { startFakes, type Fakes } from '../../../simulator/fakes/start.ts';
import { freePort } from '../../../simulator/run/free-port.ts';
import { startRelay, type RelaySetup } from '../../../simulator/run/relay-process.ts';
import { ownRelay } from '../../../simulator/run/relay-under-test.ts';
import { InterruptedError, runScenario } from '../../../simulator/run/run-scenario.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../simulator/run/temporary-folder.ts';
import { parseScenario } from '../../../simulator/storm/scenario-file.ts';
import { sentryWaitsMs } from '../../journey/scene/journey.ts';

const STUB = [process.execPath, path.join(import.meta.dirname, 'stub-relay.ts')];
const opened: { close(): Promise<void> }[] = [];

async function setupFor(command: readonly string[]): Promise<RelaySetup> {
  const clock = createSimClock(20, Date.now());
  const fakes: Fakes = await startFakes({ clock, seed: 1, https: false });
  const folder: TemporaryFolder = await temporaryFolder();
  opened.push(fakes, { close: () => folder.remove() });
  return {
    clock,
    connection: fakes.connection,
    secrets: ['a', 'b'],
    folder: folder.path,
    port: await freePort(),
    hearsPagerDuty: false,
    asksAbout: null,
    command,
  };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const CRASH = parseScenario(
  'crash',
  `
title: A crash
world: fernhill
length: 30s
families: { boom: { exception: { type: Error, message: boom } } }
outages: [{ id: a, starts: 1s, lasts: 25s, services: [basket-api, search-api], families: [boom], issues: 4, perMinute: 240, spread: 2s }]
happenings: [{ at: 12s, kill: { down: 1s } }]
checks: [answered, nothing-lost, books-balance, clean-exit]
`,
);

describe('the relay as a process', () => {
  it('is started with what the fakes accept, and ends with code 0 on SIGTERM', async () => {
    const relay = await startRelay(await setupFor(STUB));
    expect(isAlive(relay.pid)).toBe(true);
    expect(await relay.stop()).toEqual({ code: 0, signal: null });
    expect(isAlive(relay.pid)).toBe(false);
  });

  it('can be killed without warning', async () => {
    const relay = await startRelay(await setupFor(STUB));
    expect(await relay.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(isAlive(relay.pid)).toBe(false);
  });

  it('that ends at once is told of with its last words', async () => {
    const setup = await setupFor([
      process.execPath,
      '-e',
      'console.error("PORT is not a number"); process.exit(2)',
    ]);
    await expect(startRelay(setup)).rejects.toThrow(
      /ended before it was ready.*"code":2[\s\S]*PORT is not a number/,
    );
  });

  it('that does not exist is told of too', async () => {
    const setup = await setupFor(['/nowhere/at-all']);
    await expect(startRelay(setup)).rejects.toThrow(/ended before it was ready/);
  });
});

describe('a run', () => {
  it('kills the relay and starts it again on the same file, and judges the rest of it', async () => {
    const outcome = await runScenario({
      scenario: CRASH,
      seed: 5,
      speed: 10,
      sentryWaitsMs,
      signal: new AbortController().signal,
      startRelay: (setup) => ownRelay({ ...setup, command: STUB }),
    });
    expect(outcome.evidence.down).toHaveLength(1);
    expect(outcome.judgements.filter((one) => one.ok !== true)).toEqual([]);
    const outcomes = new Set(outcome.evidence.deliveries.map((one) => one.outcome));
    expect(outcomes).toEqual(new Set(['accepted', 'unanswered']));
  });

  it('that is interrupted leaves no process behind', async () => {
    const interrupt = new AbortController();
    const pids: number[] = [];
    const run = runScenario({
      scenario: CRASH,
      seed: 5,
      speed: 10,
      sentryWaitsMs,
      signal: interrupt.signal,
      startRelay: async (setup) => {
        const process = await startRelay({ ...setup, command: STUB });
        pids.push(process.pid);
        const relay = await ownRelay({ ...setup, port: await freePort(), command: STUB });
        return {
          ...relay,
          abandon: async () => {
            await process.kill();
            await relay.abandon();
          },
        };
      },
      watch: () => {
        interrupt.abort();
        return () => undefined;
      },
    });
    await expect(run).rejects.toThrow(InterruptedError);
    expect(pids.map(isAlive)).toEqual([false]);
  });
});

describe('a relay that already runs', () => {
  it('is judged by its answers alone when nobody can say what Slack and PagerDuty saw', async () => {
    const setup = await setupFor(STUB);
    const relay = await startRelay(setup);
    const scenario = {
      ...CRASH,
      length: 4000,
      happenings: [],
      outages: CRASH.outages.map((one) => ({ ...one, lasts: 1500 })),
    };
    const outcome = await runScenario({
      scenario: { ...scenario, checks: [...scenario.checks, { name: 'no-ping', parameters: {} }] },
      seed: 2,
      speed: 6,
      sentryWaitsMs,
      signal: new AbortController().signal,
      existing: { url: `${relay.url}/`, secret: 'theirs' },
    });
    await relay.stop();
    expect(Object.fromEntries(outcome.judgements.map((one) => [one.name, one.ok]))).toEqual({
      answered: true,
      'nothing-lost': true,
      'books-balance': true,
      'clean-exit': null,
      'no-ping': null,
    });
    expect(outcome.evidence.speed).toBe(1);
  });
});
