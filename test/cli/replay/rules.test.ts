import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { otherRules, rulesNamed, type RuleFiles } from '../../../src/cli/replay/rules.ts';
import { readRuleFile } from '../../../src/cli/replay/rule-file.ts';
import { ownPolicy } from '../../../src/cli/stand-in.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { readYamlFixture } from '../../config/yaml-fixture.ts';

const valid = new URL('../../../fixtures/config/valid/', import.meta.url);
const files = readdirSync(valid).filter((name) => name.endsWith('.yaml'));

/** Writes a file that is gone after the test. */
function written(name: string, text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-rules-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
    vi.unstubAllEnvs();
  });
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What these files make of the rules that hold. */
function rulesBy(files: RuleFiles, present: Policy, dashes?: '--' | '--base-'): Policy | null {
  return otherRules(rulesNamed(files, dashes), present);
}

const teams = `receivers:
  - { name: rest, slack: { channel: C0REST } }
  - { name: pay, pagerduty: { routing_key: '\${PAY_KEY}' } }
route: { receiver: rest, routes: [{ matchers: ['service="pay"'], receiver: pay }] }
`;

it.each(files)('what holds in this shell is what the same file means: %s', (name) => {
  const { environment } = readYamlFixture(new URL(name, valid));
  const nothing = written('empty.env', '');
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
  const base = ownPolicy();
  expect(rulesBy({ config: environment['STORMRELAY_CONFIG'] }, base)).toEqual(base);
  expect(rulesBy({ env: nothing }, base)).toEqual(base);
});

it('receivers and routes of this shell are the base, without their secrets, and stay where other rules name nobody', () => {
  vi.stubEnv('STORMRELAY_CONFIG', written('stormrelay.yaml', teams));
  const base = ownPolicy();
  expect(base.routing?.receivers.map(({ name }) => name)).toEqual(['rest', 'pay']);
  const levels = rulesBy({ config: written('other.yaml', 'paging: { levels: [error] }\n') }, base);
  expect(levels).toEqual({ ...base, paging: { ...base.paging, levels: ['error'] } });
  const flat = rulesBy({ config: written('flat.yaml', 'slack: { channels: [C0ONE] }\n') }, base);
  expect(flat?.routing).toBeUndefined();
  expect(flat?.receivers.map(({ id }) => id)).toEqual(['slack', 'pagerduty']);
});

it('tests of rules that name no file run under what this shell names, and those that name one under that alone', () => {
  vi.stubEnv('STORMRELAY_CONFIG', written('stormrelay.yaml', teams));
  const test = 'tests: [{ name: x, steps: [{ by 1s: no page pay }] }]\n';
  expect(readRuleFile(written('rules_test.yaml', test))).toMatchObject({ rules: ownPolicy() });
  const other = written('other.yaml', 'paging: { levels: [error] }\n');
  expect(readRuleFile(written('rules_test.yaml', `config: ${other}\n${test}`))).toMatchObject({
    problems: [expect.stringContaining('There is no receiver "pay". Receivers are: slack, pagerduty.')],
  });
  vi.stubEnv('STORMRELAY_CONFIG', '/nowhere/at-all.yaml');
  const own = written('rules_test.yaml', `config: ${written('teams.yaml', teams)}\n${test}`);
  expect(readRuleFile(own)).toMatchObject({ rules: { routing: { receivers: [{ name: 'rest' }, {}] } } });
});

it('a file that tests of rules name and that is not there is told at its place', () => {
  const file = written(
    'rules_test.yaml',
    '# rules\nconfig: none.yaml\ntests: [{ name: x, steps: [{ by 1s: page }] }]\n',
  );
  const { problems } = readRuleFile(file) as { problems: readonly string[] };
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(
    `${file}:2:9: config: ${path.join(path.dirname(file), 'none.yaml')} cannot be read`,
  );
});

it('a file that an option names and that cannot be read is told by that option, with what to write', () => {
  const options = [
    ['config', 'Write the path of a stormrelay.yaml.'],
    ['env', 'Write the path of a file of NAME=value lines.'],
    ['policy', 'Write the path of a file of JSON.'],
  ] as const;
  for (const [option, advice] of options)
    for (const dashes of ['--', '--base-'] as const)
      expect(() => rulesBy({ [option]: '/nowhere/at-all' }, ownPolicy(), dashes)).toThrow(
        `${dashes}${option}: /nowhere/at-all cannot be read (ENOENT). ${advice}`,
      );
});

it('what is wrong in a file of rules is told with the file and the line or the rule', () => {
  const env = written('rules.env', '# ours\nSERVICE_RUNBOOKS=x\nexport SERVICE_RUNBOOKS=abc\n');
  expect(() => rulesBy({ env }, ownPolicy())).toThrow(
    `${env}:3: SERVICE_RUNBOOKS: Write service=address pairs`,
  );
  const policy = written('policy.json', '{"paging": {"levels": "fatal"}, "storm": {"minIssues": null}}');
  expect(() => rulesBy({ policy }, ownPolicy())).toThrow(
    `${policy}: storm.minIssues: Write a number, without quotes.\n${policy}: paging.levels: Write a list`,
  );
  const broken = written('policy.json', '{\n  paging: {}\n}');
  expect(() => rulesBy({ policy: broken }, ownPolicy())).toThrow(
    `${broken}:2:3: This is no JSON. Write a JSON object, for example {"paging": {"eventsAMinute": 200}}.`,
  );
});

it('rules of a test are told where they stand in it', () => {
  const test = 'tests: [{ name: x, steps: [{ by 1s: no page }] }]\n';
  const file = written('rules_test.yaml', `policy:\n  paging:\n    levels: fatal\n${test}`);
  expect(readRuleFile(file)).toEqual({
    problems: [`${file}:3:13: policy.paging.levels: Write a list between [ and ].`],
  });
});
