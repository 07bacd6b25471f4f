import { describe, expect, it } from 'vitest';
import { NoLine, type OpenLine } from '../../../../src/integrations/slack/socket/line.ts';
import { SocketLines } from '../../../../src/integrations/slack/socket/lines.ts';
import { keptLog } from '../../../notifiers/example-sends.ts';

interface World {
  readonly lines: SocketLines;
  /** Real ms that were waited, in order. */
  readonly waits: number[];
  readonly opened: { end: () => void; closed: boolean }[];
  readonly said: readonly string[];
  readonly stop: AbortController;
  now: number;
}

/** Lines whose attempts come to what `attempt` says, in order; then they open. */
function world(attempts: (NoLine | 'opens')[] = []): World {
  const kept = keptLog();
  const made: World = {
    waits: [],
    opened: [],
    said: kept.lines,
    stop: new AbortController(),
    now: 0,
    lines: new SocketLines({
      log: kept.log,
      hear: () => undefined,
      pace: {
        now: () => made.now,
        sleep: (ms, signal) => {
          made.waits.push(ms);
          made.now += ms;
          // Whoever waits for long has seen enough.
          if (made.waits.length >= 30) made.stop.abort();
          return signal?.aborted === true ? Promise.resolve() : new Promise((next) => setImmediate(next));
        },
      },
      open: () => {
        const next = attempts.shift() ?? 'opens';
        if (next !== 'opens') return Promise.reject(next);
        return Promise.resolve(aLine(made));
      },
    }),
  };
  return made;
}

function aLine(made: World): OpenLine {
  const line = { end: (): void => undefined, closed: false };
  const over = new Promise<void>((resolve) => (line.end = resolve));
  made.opened.push(line);
  return {
    over,
    close: () => {
      line.closed = true;
      line.end();
    },
  };
}

const turns = async (): Promise<void> => {
  for (let n = 0; n < 50; n += 1) await new Promise((next) => setImmediate(next));
};

describe('connections of Socket Mode', () => {
  it('are two, and closed with the relay', async () => {
    const of = world();
    expect(of.lines.standing()).toEqual({ connected: 0, trouble: 'It has not connected yet.' });
    const running = of.lines.run(of.stop.signal);
    await turns();
    expect(of.lines.standing()).toEqual({ connected: 2, trouble: null });
    of.stop.abort();
    await running;
    expect(of.opened.map(({ closed }) => closed)).toEqual([true, true]);
    expect(of.lines.standing().connected).toBe(0);
  });

  it('that Slack renews are there again at once, and nobody is told while another is there', async () => {
    const of = world();
    const running = of.lines.run(of.stop.signal);
    await turns();
    of.now += 3_600_000;
    of.opened[0]?.end();
    await turns();
    expect(of.lines.standing().connected).toBe(2);
    expect(of.waits).toEqual([]);
    expect(of.said.filter((line) => line.includes('Not connected'))).toEqual([]);
    of.stop.abort();
    await running;
  });

  it('are tried again with patience where Slack cannot be reached, and say so once', async () => {
    const refused = new NoLine('Slack could not be reached for Socket Mode: ECONNREFUSED', false);
    const of = world(Array.from({ length: 16 }, () => refused));
    const running = of.lines.run(of.stop.signal);
    await turns();
    expect(of.lines.standing()).toEqual({ connected: 2, trouble: null });
    expect(of.waits.slice(0, 4)).toEqual([1_000, 1_000, 2_000, 2_000]);
    expect(Math.max(...of.waits)).toBe(30_000);
    expect(of.said.filter((line) => line.includes('Not connected'))).toHaveLength(1);
    expect(of.said.filter((line) => line.includes('Connected to Slack'))).toHaveLength(1);
    of.stop.abort();
    await running;
  });

  it('wait a minute for a person where the token is refused', async () => {
    const of = world(Array.from({ length: 100 }, () => new NoLine('invalid_auth', true)));
    await of.lines.run(of.stop.signal);
    expect(new Set(of.waits)).toEqual(new Set([60_000]));
    expect(of.lines.standing()).toEqual({ connected: 0, trouble: 'invalid_auth' });
  });

  it('that end as soon as they are there are not opened as fast as that', async () => {
    const of = world();
    const running = of.lines.run(of.stop.signal);
    for (let n = 0; n < 12 && !of.stop.signal.aborted; n += 1) {
      await turns();
      for (const line of of.opened) line.end();
    }
    expect(of.waits.length).toBeGreaterThan(5);
    of.stop.abort();
    await running;
  });
});
