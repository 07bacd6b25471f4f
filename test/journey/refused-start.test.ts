import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { journey } from './scene/journey.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 910;
const speed = 20;

describe('a second process on the same file', () => {
  it('is refused with one clear line and code 2, and the first goes on', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const said = await stormrelay({ env: { ...of.env, PORT: '0' } }, ['serve']);
    expect(said.code).toBe(2);
    expect(lines(said.stderr)).toHaveLength(1);
    expect(said.stderr).toContain('stormrelay.db is in use by another process');
    expect(said.stderr).toContain(`process ${of.relay().pid}`);
    const sent = await throwIt(of.fakes, troubles(of, seed)('invoices', unrelated[0]!).event());
    expect(sent.map((one) => one.status)).toEqual([202, 202]);
  });

  it('on the same port is refused too with code 2, and says which and what to do', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const said = await stormrelay({ env: { ...of.env, STORE_URL: `sqlite:${of.folder}/other.db` } }, [
      'serve',
    ]);
    expect(said.code).toBe(2);
    expect(lines(said.stderr).join('\n')).toMatch(
      /^stormrelay: Cannot listen on 127\.0\.0\.1:\d+: another program uses this port \(EADDRINUSE\)\..* in PORT\.$/,
    );
    expect(lines(said.stderr)).toHaveLength(1);
  });
});

describe('a store that cannot be used', () => {
  it('ends the start with one line that names the file, and code 2', async () => {
    const of = await journey({ seed, speed });
    const notes = path.join(of.folder, 'notes.txt');
    writeFileSync(notes, 'Buy milk.\n');
    for (const [file, why] of [
      [notes, /^stormrelay: The store .*notes\.txt is no SQLite database/],
      [of.folder, /^stormrelay: The store .* is a folder/],
      [
        path.join(notes, 'stormrelay.db'),
        /^stormrelay: The folder .*a file stands in the way at .*notes\.txt/,
      ],
      ['/proc/stormrelay.db', /^stormrelay: The store \/proc\/stormrelay\.db cannot be/],
    ] as const) {
      const said = await stormrelay({ env: { ...of.env, STORE_URL: `sqlite:${file}` } }, ['serve']);
      expect(said.code, file).toBe(2);
      expect(said.stderr).toMatch(why);
      expect(lines(said.stderr)).toHaveLength(1);
      expect(said.stderr).not.toMatch(/^\s+at /m);
    }
  });
});

describe('a wrong environment', () => {
  it('gets one clear line for each mistake and code 2', async () => {
    const of = await journey({ seed, speed });
    const wrong = {
      ...of.env,
      PORT: 'eighty',
      STORE_URL: 'mysql://localhost/x',
      SLACK_BOT_TOKEN: 'not-a-token',
      PAGERDUTY_ROUTING_KEY: 'short',
      SENTRY_SIGNING_SECRETS: '',
      LOG_LEVEL: 'loud',
    };
    const said = await stormrelay({ env: wrong }, ['serve']);
    expect(said.code).toBe(2);
    for (const name of [
      'PORT',
      'STORE_URL',
      'SLACK_BOT_TOKEN',
      'PAGERDUTY_ROUTING_KEY',
      'SENTRY_SIGNING_SECRETS',
      'LOG_LEVEL',
    ])
      expect(
        lines(said.stderr).filter((line) => line.startsWith(`stormrelay: ${name}: `)),
        name,
      ).toHaveLength(1);
    expect(lines(said.stderr)).toHaveLength(6);
    expect(said.stderr).not.toContain('not-a-token');
    expect(said.stdout).toBe('');
  });

  it('that is empty says everything that is missing', async () => {
    const said = await stormrelay({ env: { PATH: process.env['PATH'] ?? '' } }, ['serve']);
    expect(said.code).toBe(2);
    expect(said.stderr).toMatch(/SENTRY_SIGNING_SECRETS: Not set/);
    expect(said.stderr).toMatch(/SLACK_BOT_TOKEN/);
  });
});
