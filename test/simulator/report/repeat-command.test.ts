import { describe, expect, it } from 'vitest';
import { repeatCommand, withheldNote } from '../../../simulator/report/repeat-command.ts';
import { readArguments, repeatedOf } from '../../../simulator/run/storm-arguments.ts';

const report = { scenario: 'redis-outage', seed: 4, speed: 6 };

describe('the command that repeats a run', () => {
  it('names scenario, seed and speed', () => {
    expect(repeatCommand(report)).toBe('npm run simulate-storm -- redis-outage --seed 4 --speed 6');
  });

  it('keeps everything that was given, and no secret', () => {
    const options = readArguments([
      ...['redis-outage', '--relay', 'https://relay.example.com/', '--may-wake-people', '--ui'],
      ...['--secret', 'hush-1', '--admin-token', 'hush-2', '--token', 'hush-3'],
      ...['--control', 'http://127.0.0.1:9', '--report', "it's here.json", '--html', 'b.html'],
    ]);
    const again = repeatCommand({ ...report, speed: 1 }, repeatedOf(options));
    expect(again).toBe(
      'npm run simulate-storm -- redis-outage --seed 4 --relay https://relay.example.com --may-wake-people' +
        " --control http://127.0.0.1:9 --report 'it'\\''s here.json' --html b.html --ui",
    );
    expect(withheldNote(repeatedOf(options))).toBe(
      'with --secret and --admin-token and --token as before: secrets are not printed',
    );
  });

  it('asks for nothing again that stood in a variable', () => {
    const env = { SENTRY_SIGNING_SECRETS: 'hush', ADMIN_TOKEN: 'hush' };
    const options = readArguments(['--relay', 'http://127.0.0.1:8080'], env);
    expect(withheldNote(repeatedOf(options))).toBeNull();
    expect(JSON.stringify(repeatedOf(options))).not.toContain('hush');
  });

  it('does not let one run of many write over the figures of all', () => {
    const { words, wordsOfOne } = repeatedOf(readArguments(['all', '--report', 'a.json', '--ui']));
    expect(words).toEqual(['--report', 'a.json', '--ui']);
    expect(wordsOfOne).toEqual(['--ui']);
  });
});
