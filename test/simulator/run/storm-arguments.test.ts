import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../simulator/run/storm-arguments.ts';
import { WrongUseError } from '../../../simulator/run/wrong-use.ts';

describe('the command line', () => {
  it('replays the Redis outage at six times life when nothing is said', () => {
    expect(readArguments([])).toEqual({
      scenario: 'redis-outage',
      speed: 6,
      seeds: [1],
      jobs: 1,
      reports: [],
      ui: false,
      versus: null,
      existing: null,
    });
  });

  it('takes many seeds, a speed and files', () => {
    expect(
      readArguments([
        'all',
        '--seeds',
        '3',
        '--jobs',
        '2',
        '--speed',
        '60',
        '--report',
        'a.json',
        '--html',
        'b.html',
      ]),
    ).toMatchObject({
      scenario: 'all',
      seeds: [1, 2, 3],
      jobs: 2,
      speed: 60,
      reports: [
        { option: '--report', file: 'a.json' },
        { option: '--html', file: 'b.html' },
      ],
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

  it('storms a relay on another machine only when it is told that people may wake', () => {
    const elsewhere = ['--relay', 'https://relay.example.com/webhooks/sentry', '--secret', 's'];
    expect(readArguments([...elsewhere, '--may-wake-people']).existing).toMatchObject({
      url: 'https://relay.example.com',
      mayWakePeople: true,
    });
    for (const here of ['http://localhost:8080/', 'http://[::1]:8080', 'http://127.8.9.1:8080'])
      expect(readArguments(['--relay', here, '--secret', 's']).existing?.url).toBe(here.replace(/\/$/, ''));
  });

  it('takes secrets from variables, and from options first', () => {
    const env = {
      SENTRY_SIGNING_SECRETS: 'newest, older',
      ADMIN_TOKEN: 'admin',
      FAKES_CONTROL_TOKEN: 'control',
    };
    const relay = ['--relay', 'http://127.0.0.1:8080', '--control', 'http://127.0.0.1:9'];
    expect(readArguments(relay, env).existing).toMatchObject({
      secret: 'newest',
      adminToken: 'admin',
      control: { token: 'control' },
      withheld: [],
    });
    const given = [...relay, '--secret', 's', '--admin-token', 'a', '--token', 't'];
    expect(readArguments(given, env).existing).toMatchObject({
      secret: 's',
      adminToken: 'a',
      control: { token: 't' },
      withheld: ['--secret', '--admin-token', '--token'],
    });
    expect(readArguments([], env).existing).toBeNull();
  });

  it.each([
    [['--relay', 'http://me:hush@127.0.0.1:1', '--secret', 's']],
    [['--relay', 'http://127.0.0.1:1/?token=hush', '--secret', 's']],
    [['--relay', 'hush', '--secret', 's']],
    [['--secrt=hush']],
    [['--secret', 'hush']],
    [['--relay', 'http://127.0.0.1:1', '--secret', 'hush', '--speed', '9']],
  ])('repeats nothing that may be a secret: %j', (args) => {
    expect(() => readArguments(args)).toThrow(WrongUseError);
    try {
      readArguments(args);
    } catch (error) {
      expect(String(error)).not.toContain('hush');
    }
  });

  it.each([
    [['--speed', 'fast'], /--speed/],
    [['--speed', '0'], /--speed/],
    [['--seed', '-1'], /--seed/],
    [['--seeds', '0'], /at least 1/],
    [['--jobs', '0'], /at least 1/],
    [['--jobs', '2', '--ui'], /cannot be used with/],
    [['--versus', 'nobody'], /Allowed choices are naive/],
    [['--versus', 'naive', '--jobs', '2'], /cannot be used with/],
    [['--versus', 'naive', '--relay', 'http://127.0.0.1:8080', '--secret', 's'], /cannot be used with/],
    [['--jobs', '2', '--relay', 'http://127.0.0.1:8080', '--secret', 's'], /cannot be used with/],
    [['--seed', '1', '--seeds', '2'], /cannot be used with/],
    [['--colour', 'red'], /unknown option '--colour'/],
    [['a', 'b'], /too many arguments/],
    [['--relay', 'nonsense', '--secret', 's'], /http or https URL/],
    [['--relay', 'http://127.0.0.1:1'], /--relay needs --secret/],
    [
      ['--relay', 'http://10.0.0.7:8080', '--secret', 's'],
      /not on this machine.*wake people.*--may-wake-people/,
    ],
    [['--relay', 'https://relay.example.com', '--secret', 's'], /--may-wake-people/],
    [['--relay', 'http://0.0.0.0:8080', '--secret', 's'], /--may-wake-people/],
    [['--relay', 'ftp://127.0.0.1', '--secret', 's'], /http or https URL/],
    [['--may-wake-people'], /go with --relay/],
    [['--admin-token', 't'], /go with --relay/],
    [['--sed', '1'], /unknown option '--sed' \(Did you mean --seed\?\)/],
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
