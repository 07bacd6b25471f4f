import { describe, expect, it } from 'vitest';
import { sentLines, type Line } from '../../src/roles/lines.ts';

describe('lines of the log on their way to another thread', () => {
  it('are sent from their level on', () => {
    const lines: Line[] = [];
    const log = sentLines('warn', (line) => void lines.push(line));
    log.info({ a: 1 }, 'Not told.');
    log.warn({ a: 1 }, 'Told.');
    log.error({}, 'Told too.');
    expect(lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'warn Told.',
      'error Told too.',
    ]);
    expect(lines[0]?.fields).toEqual({ a: 1 });
    const silent = sentLines('silent', (line) => void lines.push(line));
    silent.error({}, 'Nobody hears it.');
    expect(lines).toHaveLength(2);
  });

  it('are sent as text where they cannot be copied', () => {
    const lines: Line[] = [];
    sentLines('debug', (line) => void lines.push(line)).info({ call: () => 1, n: 2 }, 'Odd.');
    expect(lines[0]?.fields).toEqual({ call: expect.any(String) as string, n: '2' });
  });
});
