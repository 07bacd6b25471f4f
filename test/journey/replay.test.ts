import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseScenario } from '../../simulator/storm/scenario-file.ts';
import { lines, stormrelay } from './scene/command.ts';
import { repository } from './scene/relay-life.ts';

const nothing = { env: {} };
const payload = readFileSync(
  path.join(repository, 'fixtures/payloads/sentry/event_alert.triggered.json'),
  'utf8',
);

/** The same error once more: another event, and fatal where somebody is to be woken. */
function captured(at: string, level: 'error' | 'fatal', n: number): string {
  const body = JSON.parse(payload) as { data: { event: Record<string, unknown> } };
  const received = Date.parse(at) / 1000;
  Object.assign(body.data.event, { event_id: String(n).padStart(32, '0'), level, received });
  return JSON.stringify({ at, resource: 'event_alert', body });
}

function fileWith(...text: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-replay-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'captured.ndjson');
  writeFileSync(file, text.join('\n'));
  return file;
}

it('a replay of captured webhooks says who would have been woken; a broken line costs itself, and is named', async () => {
  const file = fileWith(
    captured('2026-11-29T14:00:00Z', 'error', 1),
    'not json',
    captured('2026-11-29T14:00:05Z', 'fatal', 2),
    captured('2026-11-29T14:00:05Z', 'fatal', 2),
  );
  const said = await stormrelay(nothing, ['replay', '--from', file]);
  expect(said.code).toBe(0);
  expect(lines(said.stderr)).toEqual([
    `${file}:2: This is not a JSON object.`,
    '1 line could not be read, and was left out.',
    '1 line told the same once more, and was left out.',
  ]);
  expect(lines(said.stdout)).toEqual([
    '2 webhooks from 2026-11-29 14:00:00 to 2026-11-29 14:00:05, 5 s',
    'Pages: 1',
    expect.stringMatching(
      /^ {2}2026-11-29 14:00:05 {2}pagerduty {2}critical {2}cart: RedisTimeout: no answer/,
    ),
    expect.stringMatching(/^ {4}inc-1: .*fatal.*still open$/),
    'Incidents: 1',
    expect.stringMatching(
      /^ {2}2026-11-29 14:00:00 {2}inc-1 {2}open {2}RedisTimeout.*\(1 service, 2 alerts\)$/,
    ),
    expect.stringMatching(/^Messages: 1 posted, \d updates?, \d repl(?:y|ies)/),
    expect.stringMatching(/^ {2}2026-11-29 14:00:01 {2}slack {2}🔥 cart \(production\): RedisTimeout/),
  ]);
});

it('a file without a webhook that can be read is an error, so that no gate passes by it', async () => {
  for (const file of [fileWith(''), fileWith('not json', '{"at": 1}')]) {
    const said = await stormrelay(nothing, ['replay', '--from', file]);
    expect(said.code).toBe(2);
    expect(said.stdout).toBe('');
    expect(said.stderr).toContain(`${file}: No webhook could be read, so there is nothing to replay.`);
  }
});

it('with --json it tells every decision with its code, a line each, also out of a pipe', async () => {
  const input = `${captured('2026-11-29T14:00:00Z', 'fatal', 1)}\n`;
  const said = await stormrelay(nothing, ['replay', '--from', '-', '--json', '--drain', '30s'], input);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  const told = lines(said.stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told[0]).toMatchObject({
    kind: 'entry',
    at: '2026-11-29T14:00:00.000Z',
    seq: 1,
    became: 'counted',
    incident: 'inc-1',
    decision: { code: expect.any(String) as string },
  });
  expect(told).toContainEqual(
    expect.objectContaining({
      kind: 'decision',
      about: 'page',
      decision: { code: 'paged', reason: { code: 'page-level', level: 'fatal' }, whom: [] },
    }),
  );
  expect(told).toContainEqual(
    expect.objectContaining({ kind: 'told', surface: 'page', step: 'create', receiver: 'pagerduty' }),
  );
});

it('under other rules it prints what they change, and nothing where they change nothing', async () => {
  const file = fileWith(
    captured('2026-11-29T14:00:00Z', 'error', 1),
    captured('2026-11-29T14:00:05Z', 'fatal', 2),
  );
  const other = (name: string, text: string): string => {
    const to = path.join(path.dirname(file), name);
    writeFileSync(to, text);
    return to;
  };
  const policy = other('policy.json', '{"paging": {"levels": ["fatal", "error"]}}');
  const said = await stormrelay(nothing, ['replay', '--from', file, '--policy', policy, '--diff']);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toMatch(
    /Pages: 1\n {2}~ pagerduty would have been woken at 2026-11-29 14:00:00, 5 s earlier: cart: /,
  );

  const env = other('rules.env', '# staging by another name\nENVIRONMENTS_QUIET=production\n');
  const comment = await stormrelay(nothing, ['replay', '--from', file, '--env', env, '--diff', '--markdown']);
  expect(lines(comment.stdout)).toEqual(
    expect.arrayContaining([
      '### Who would be woken under these rules',
      '| Pages | 1 → 0 |',
      expect.stringMatching(
        /^- gone: pagerduty would not have been woken at 2026-11-29 14:00:05: cart: RedisTimeout/,
      ),
    ]),
  );
  const both = ['replay', '--from', file, '--env', env, '--base-env', env, '--diff'];
  expect(lines((await stormrelay(nothing, both)).stdout).at(-1)).toBe('The other rules change nothing here.');

  const yaml = other('stormrelay.yaml', 'environments: { quiet: [prod*] }\n');
  const byFile = await stormrelay(nothing, ['replay', '--from', file, '--config', yaml, '--diff']);
  expect(byFile.stdout).toContain('Pages: 1 → 0');
  const stray = other('stray.yaml', 'enviroments: { quiet: [prod*] }\n');
  expect(await stormrelay(nothing, ['replay', '--from', file, '--config', stray])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${stray}:1:1: enviroments`) as string,
  });

  const alone = await stormrelay(nothing, ['replay', '--from', file, '--env', env]);
  expect(alone.stdout).toContain('Pages: nobody would have been woken');
  const typo = other('typo.json', '{"pagin": {}}');
  expect(await stormrelay(nothing, ['replay', '--from', file, '--policy', typo])).toMatchObject({
    code: 2,
    stderr: `stormrelay: ${typo}: pagin: There is no such rule. Did you mean paging?\n`,
  });
});

it('under a file with receivers it says who of them would be woken, and needs none of their secrets', async () => {
  const file = fileWith(captured('2026-11-29T14:00:00Z', 'fatal', 1));
  const yaml = path.join(path.dirname(file), 'teams.yaml');
  writeFileSync(
    yaml,
    `slack: { signing_secrets_file: /nowhere/at-all }
receivers:
  - { name: everyone, slack: { channel: C0ALERTS } }
  - { name: shops, pagerduty: { routing_key: '\${SHOPS_KEY}' } }
  - { name: managers, pagerduty: { routing_key_file: /nowhere/at-all } }
route:
  receiver: everyone
  routes:
    - { matchers: ['service="cart"'], receiver: shops, escalate: { unacknowledged_for: 10m, to: managers } }
`,
  );
  const replay = ['replay', '--from', file, '--config', yaml];
  const said = await stormrelay(nothing, replay);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toContain('Pages: 2');
  expect(said.stdout).toMatch(/14:00:00 {2}shops {2}critical/);
  expect(said.stdout).toContain('Nobody of shops has answered for 10 min.');
  const later = path.join(path.dirname(file), 'later.yaml');
  const text = readFileSync(yaml, 'utf8');
  writeFileSync(later, text.replace('10m, to', '14m, to'));
  const both = ['replay', '--from', file, '--base-config', yaml, '--config', later, '--diff'];
  expect((await stormrelay(nothing, both)).stdout).toMatch(
    /~ managers would have been woken at 2026-11-29 14:14:\d\d, 4 min later: cart: .* \(inc-1\)/,
  );
});

it('with --scenario it writes a storm of the simulator, in which nobody is named, and never over a file', async () => {
  const file = fileWith(
    captured('2026-11-29T14:00:00Z', 'error', 1),
    captured('2026-11-29T14:00:05Z', 'fatal', 2),
  );
  const storm = path.join(path.dirname(file), 'storm.yaml');
  const write = ['replay', '--from', file, '--scenario', storm, '--incident', 'inc-1'];
  const said = await stormrelay(nothing, write);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(lines(said.stdout).at(-1)).toContain(`1 issue written to ${storm}.`);
  const text = readFileSync(storm, 'utf8');
  expect(parseScenario('storm', text)).toMatchObject({
    alone: [{ service: 'cart', steps: [{ does: 'fires', times: 2, within: 5_000 }] }],
    families: { 'issue-1': { exception: { type: 'RedisTimeout' } } },
  });
  expect(text).not.toMatch(/kim|shopper|198\.51/);
  expect(await stormrelay(nothing, write)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${storm} cannot be written`) as string,
  });
});

it('it says what to write instead where it is used in a wrong way', async () => {
  const cases = [
    [['replay'], 'Name what to replay'],
    [['replay', '--from', '-', '--since', '1h'], 'Leave one of them out'],
    [['replay', '--from', '-', '--diff'], '--diff: Name the other rules'],
    [['replay', '--from', '/nowhere/at-all'], '/nowhere/at-all cannot be read'],
    [['replay', '--from', '-', '--drain', 'soon'], '--drain: "soon" is no time. Write for example 30s'],
  ] as const;
  for (const [args, why] of cases) {
    const said = await stormrelay(nothing, args);
    expect(said.code).toBe(2);
    expect(said.stderr).toContain(why);
  }
});

it('it reads webhooks as a relay with that configuration would: also what only named tags say', async () => {
  const said = JSON.parse(captured('2026-11-29T14:00:00Z', 'error', 1)) as {
    body: { data: { event: { tags: unknown[] } } };
  };
  said.body.data.event.tags.push(['user.email', 'kim@example.com']);
  const file = fileWith(JSON.stringify(said));
  const rules = (sentry: string): string => {
    const to = path.join(path.dirname(file), 'stormrelay.yaml');
    const route = `{ receiver: rest, routes: [{ matchers: ['tags.user.email="kim@example.com"'], receiver: kim }] }`;
    writeFileSync(
      to,
      `${sentry}receivers:
  - { name: rest, slack: { channel: C0RESTREST } }
  - { name: kim, pagerduty: { routing_key: '\${KIM}' }, page_when: [{ level: error }] }
route: ${route}
`,
    );
    return to;
  };
  const pages = async (file: readonly string[], env: Record<string, string> = {}): Promise<string> =>
    /Pages: (.*)/.exec((await stormrelay({ env }, ['replay', ...file])).stdout)?.[1] ?? '';
  const none = 'nobody would have been woken';
  const plain = ['--from', file, '--config', rules('')];
  expect(await pages(plain)).toBe(none);
  expect(await pages(plain, { SENTRY_TAGS: 'user.email' })).toBe('1');
  rules('sentry: { tags: [user.email] }\n');
  expect(await pages(plain)).toBe('1');
  expect(await pages(['--from', file], { STORMRELAY_CONFIG: plain[3] ?? '' })).toBe('1');
});
