import { describe, expect, it } from 'vitest';
import { readArguments, WrongUseError } from '../../../simulator/run/storm-arguments.ts';

describe('the command line', () => {
  it('replays the Redis outage at six times life when nothing is said', () => {
    expect(readArguments([])).toEqual({
      scenario: 'redis-outage',
      speed: 6,
      seeds: [1],
      report: null,
      html: null,
      ui: false,
      existing: null,
    });
  });

  it('takes many seeds, a speed and files', () => {
    expect(
      readArguments(['all', '--seeds', '3', '--speed', '60', '--report', 'a.json', '--html', 'b.html']),
    ).toMatchObject({
      scenario: 'all',
      seeds: [1, 2, 3],
      speed: 60,
      report: 'a.json',
      html: 'b.html',
    });
  });

  it('storms a relay that runs at speed 1', () => {
    expect(
      readArguments([
        '--relay',
        'http://127.0.0.1:8080',
        '--secret',
        's',
        '--control',
        'http://127.0.0.1:9',
        '--token',
        't',
      ]),
    ).toMatchObject({
      speed: 1,
      existing: {
        url: 'http://127.0.0.1:8080',
        secret: 's',
        control: { url: 'http://127.0.0.1:9', token: 't' },
      },
    });
  });

  it.each([
    [['--speed', 'fast'], /--speed/],
    [['--speed', '0'], /--speed/],
    [['--seed', '-1'], /--seed/],
    [['--seeds', '0'], /at least 1/],
    [['--seed', '1', '--seeds', '2'], /cannot be used with/],
    [['--colour', 'red'], /unknown option '--colour'/],
    [['a', 'b'], /too many arguments/],
    [['--relay', 'nonsense', '--secret', 's'], /http or https URL/],
    [['--relay', 'http://127.0.0.1:1'], /--relay needs --secret/],
    [['--secret', 's'], /go with --relay/],
    [['--relay', 'http://127.0.0.1:1', '--secret', 's', '--speed', '6'], /runs at speed 1/],
    [['--relay', 'http://127.0.0.1:1', '--secret', 's', '--token', 't'], /go together/],
  ])('refuses %j in one line', (args, complaint) => {
    expect(() => readArguments(args)).toThrow(WrongUseError);
    expect(() => readArguments(args)).toThrow(complaint);
    try {
      readArguments(args);
    } catch (error) {
      expect(String(error)).not.toContain('\n');
    }
  });
});
