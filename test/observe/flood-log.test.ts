import { describe, expect, it } from 'vitest';
import { floodLog } from '../../src/observe/log/flood-log.ts';
import type { Log } from '../../src/seams/log.ts';

function listening(): {
  readonly log: Log;
  readonly told: string[];
  readonly minuteOver: () => Promise<void>;
} {
  const told: string[] = [];
  const at = (level: string) => (_: object, message: string) => void told.push(`${level} ${message}`);
  let ends: (() => void)[] = [];
  const pace = { sleep: () => new Promise<void>((resolve) => ends.push(resolve)) };
  const inner: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const minuteOver = async (): Promise<void> => {
    for (const end of ends.splice(0)) end();
    ends = [];
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { log: floodLog(inner, { pace, signal: new AbortController().signal }), told, minuteOver };
}

describe('a log of what each request can set off', () => {
  it('tells three of a kind a minute and a figure, whatever else their words say', async () => {
    const { log, told, minuteOver } = listening();
    for (let n = 0; n < 674; n += 1) log.warn({ code: 'store-full' }, `No room, ${n} % left.`);
    log.warn({ code: 'store-busy' }, 'Too many wait.');
    await minuteOver();
    expect(told).toEqual([
      'warn No room, 0 % left.',
      'warn No room, 1 % left.',
      'warn No room, 2 % left.',
      'warn Too many wait.',
      'warn … and 671 more lines like it: store-full',
    ]);
    log.warn({ code: 'store-full' }, 'No room.');
    expect(told.at(-1)).toBe('warn No room.');
  });

  it('knows a line without a code by its words, and leaves what is no trouble alone', async () => {
    const { log, told, minuteOver } = listening();
    for (let n = 0; n < 5; n += 1) {
      log.error({ error: `of another kind ${n}` }, 'It failed.');
      log.info({}, 'All is well.');
    }
    await minuteOver();
    expect(told.filter((line) => line === 'error It failed.')).toHaveLength(3);
    expect(told.filter((line) => line.startsWith('info'))).toHaveLength(5);
    expect(told.at(-1)).toBe('error … and 2 more lines like it: It failed.');
  });
});
