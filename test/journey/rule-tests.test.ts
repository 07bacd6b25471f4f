import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { repository } from './scene/relay-life.ts';

const nothing = { env: {} };
const payload = path.join(repository, 'fixtures/payloads/sentry/event_alert.triggered.json');

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'stormrelay-rules-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

it('every rule test of the project holds', async () => {
  const rules = 'fixtures/config/rules';
  const files = readdirSync(path.join(repository, rules)).map((name) => `${rules}/${name}`);
  expect(files.length).toBeGreaterThan(1);
  const said = await stormrelay(nothing, ['check', '--tests', ...files]);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(lines(said.stdout).at(-1)).toMatch(/^\d+ rule tests passed\.$/);
});

it('one that fails says file, line, what was expected and what happened instead, also as JUnit', async () => {
  const at = folder();
  const file = path.join(at, 'rules_test.yaml');
  writeFileSync(
    file,
    `policy: { environments: { production: [], quiet: [qa] } }
tests:
  - name: a "wrong" one & more
    start: 2026-11-29T02:00:00Z
    steps:
      - at 0s: payload ${payload} level=fatal environment=qa
      - by 5s: page
  - name: another
    steps:
      - at 0s: payload ${payload} service=pay-api level=fatal
      - by 100ms: message
      - by 5s: no page
      - by 5s: page pagerduty
`,
  );
  const junit = path.join(at, 'junit.xml');
  const said = await stormrelay(nothing, ['check', '--tests', file, '--junit', junit]);
  expect(said).toMatchObject({ code: 1, stderr: '' });
  expect(lines(said.stdout)).toEqual([
    `FAIL  ${file}: a "wrong" one & more`,
    `      ${file}:7: expected by 5s: page; there were 0.`,
    '      What had happened by then:',
    '        inc-1: not paged: the environment qa never pages',
    `FAIL  ${file}: another`,
    `      ${file}:11: expected by 100ms: message; there were 0.`,
    '      What had happened by then:',
    expect.stringMatching(/^ {8}at 0s page pagerduty: pay-api: /),
    expect.stringMatching(/^ {8}at 0s incident: RedisTimeout: /),
    `      ${file}:12: expected by 5s: no page; there was 1.`,
    '      What had happened by then:',
    expect.stringMatching(/^ {8}at 0s page pagerduty: pay-api: RedisTimeout: no answer/),
    '2 of 2 rule tests failed.',
  ]);
  const xml = readFileSync(junit, 'utf8');
  expect(xml).toContain('<testsuites tests="2" failures="2">');
  expect(xml).toContain('name="a &#34;wrong&#34; one &#38; more"');
  expect(xml).toContain('<failure message="');
});

it('who takes or ends what is not open does nothing, and the test fails', async () => {
  const file = path.join(folder(), 'rules_test.yaml');
  const told = `payload ${payload} service=pay-api level=fatal`;
  const steps = [`at 0s: ${told}`, 'at 1m: resolve', 'at 2m: acknowledge', 'by 3m: 1 page'];
  writeFileSync(file, `tests:\n  - name: x\n    steps:\n${steps.map((one) => `      - ${one}\n`).join('')}`);
  const said = await stormrelay(nothing, ['check', '--tests', file]);
  expect(said.code).toBe(1);
  expect(lines(said.stdout)[1]).toMatch(/:6: at 2m: acknowledge: nothing is open by then/);
});

it('a file that is no rule test says where it is wrong, and what to write', async () => {
  const file = path.join(folder(), 'rules_test.yaml');
  const cases = [
    [
      'tests:\n  - name: x\n    steps:\n      - by noon: page\n',
      `${file}:4:9: tests[0].steps[0]: "by noon": Write "at 0s"`,
    ],
    [
      'tests:\n  - nam: x\n    steps: []\n',
      `${file}:2:5: tests[0].nam: There is no such setting. Did you mean name?`,
    ],
    [
      'policy: { pagin: {} }\ntests: [{ name: x, steps: [{ by 1s: page }] }]\n',
      'policy.pagin: There is no such rule',
    ],
    [
      'tests: [{ name: x, steps: [{ at 0s: silence servce="pay-api" }, { by 1s: no page }] }]\n',
      'There is no label servce. Did you mean service?',
    ],
    [
      'tests: [{ name: x, steps: [{ at 0s: silence level="warn" }, { by 1s: no page }] }]\n',
      'Did you mean warning?',
    ],
    [
      `tests:\n  - name: x\n    steps:\n      - at 0s: payload ${payload} level=eror\n      - by 1s: page\n`,
      `${file}:4:9: tests[0].steps[0]: level=eror: Sentry has no such level.`,
    ],
    ['tests:\n  - name: x\n    steps: []\n', `${file}:3:12: tests[0].steps: It expects nothing`],
    ['tests: [\n', `${file}:1:8: The bracket that begins here is never closed.`],
  ] as const;
  for (const [text, problem] of cases) {
    writeFileSync(file, text);
    const said = await stormrelay(nothing, ['check', '--tests', file]);
    expect(said.code).toBe(2);
    expect(said.stderr).toContain(problem);
  }
});

it('every mistake of every file is told, each with its line, and no more than can be read', async () => {
  const at = folder();
  const [first, second] = [path.join(at, 'a_test.yaml'), path.join(at, 'b_test.yaml')];
  writeFileSync(
    first,
    `policy: { pagin: {} }
tests:
  - name: x
    steps:
      - at 0s: payload none.json
      - by 1h30m: page paymnts
      - by 2h: page pagerdty
`,
  );
  writeFileSync(
    second,
    `test: y
tests:
  - name: y
    steps:
      - by noon: page
      - by 1s: nothing
${'      - by dawn: page\n'.repeat(40)}`,
  );
  const said = await stormrelay(nothing, ['check', '--tests', first, second]);
  expect(said).toMatchObject({ code: 2, stdout: '' });
  const told = lines(said.stderr);
  for (const place of [1, 5, 6, 7].map((n) => `${first}:${n}:`))
    expect(told.filter((line) => line.includes(place))).toHaveLength(1);
  for (const place of [1, 5, 6].map((n) => `${second}:${n}:`))
    expect(told.filter((line) => line.includes(place))).toHaveLength(1);
  expect(told).toHaveLength(21);
  expect(told.at(-1)).toBe('and 27 more');
});
