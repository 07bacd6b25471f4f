import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { createReaderBy } from '../../config/reader.ts';
import { secretsAround } from '../../config/load.ts';
import { readYaml, type YamlFile } from '../../config/document/yaml-file.ts';
import { pathText, problemLine } from '../../config/document/place.ts';
import { keysAt, unknownKey } from '../../config/schema/keys.ts';
import { emptyState } from '../../correlate/state/brain-state.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import type { Policy } from '../../domain/policy.ts';
import { capturedDelivery } from '../../ingest/captured.ts';
import { policyLike } from '../../ingest/policy-changes.ts';
import { changeable, changedPayload } from '../../integrations/sentry/changed-payload.ts';
import { summaryOf } from '../../integrations/pagerduty/summary.ts';
import { runRuleTest, type Bench, type Failure } from '../../pipeline/rule-tests/run-rule-test.ts';
import { readStep, type Step } from '../../pipeline/rule-tests/step.ts';
import { whyNoneOf } from '../../pipeline/rule-tests/whom.ts';
import { UsageError } from '../complain.ts';
import { payloadEntry, readText } from '../payload-file.ts';
import { print } from '../print.ts';
import { standInPolicy } from '../stand-in.ts';
import { junitOf, type TestResult } from './junit.ts';
import { messageText } from './outcome-lines.ts';
import { otherRules } from './rules.ts';

/** A Monday noon, so that no rule of the night holds where a test names no time. */
const usualStart = '2026-11-30T12:00:00Z';

const stepAdvice = 'Write one step an item: a time and what happens, for example "- by 5s: 1 page payments".';
const steps = z.array(
  z
    .record(z.string(), z.string(stepAdvice), stepAdvice)
    .refine((step) => Object.keys(step).length === 1, stepAdvice),
  'Write a list of steps, for example "- at 0s: payload event_alert.json" and "- by 5s: 1 page payments".',
);
const test = z.strictObject(
  {
    name: z.string('Write name: and in a sentence what the test shows.'),
    start: z.iso
      .datetime({ offset: true, error: 'Write a time in quotes, for example "2026-11-30T02:00:00Z".' })
      .optional(),
    steps,
  },
  'Write a test with name and steps.',
);
const testAdvice = 'Write a list of tests, each with name and steps.';
const ruleFile = z.strictObject(
  {
    config: z.string('Write the path of a stormrelay.yaml, from where this file is.').optional(),
    policy: z
      .record(z.string(), z.unknown(), 'Write rules below it, for example { paging: { levels: [fatal] } }.')
      .optional(),
    tests: z.array(test, testAdvice).min(1, testAdvice),
  },
  'Write config: and the path of a stormrelay.yaml, and tests: with a list of tests.',
);

/** `stormrelay check --tests FILE`: runs rule tests; 1 is the exit code where one fails. */
export function checkRules(files: readonly string[], junit: string | undefined): void {
  const results = files.flatMap(resultsOf);
  for (const { file, name, failures } of results) {
    print(
      failures.length === 0
        ? { text: `ok    ${file}: ${name}`, colour: 'green' }
        : { text: `FAIL  ${file}: ${name}`, colour: 'red' },
    );
    for (const failure of failures) print(`      ${failure.replaceAll('\n', '\n      ')}`);
  }
  if (junit !== undefined) writeFileSync(junit, junitOf(results));
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  print(
    failed === 0
      ? `${results.length} rule tests passed.`
      : `${failed} of ${results.length} rule tests failed.`,
  );
  if (failed > 0) process.exitCode = 1;
}

function resultsOf(file: string): readonly TestResult[] {
  const yaml = readYaml(file, readText(file), process.env);
  if (yaml.problems.length > 0) throw new UsageError(yaml.problems.map(problemLine).join('\n'));
  const read = ruleFile.safeParse(yaml.value);
  if (!read.success)
    throw new UsageError(read.error.issues.flatMap((issue) => mistakes(yaml, issue)).join('\n'));
  const { config, policy, tests } = read.data;
  const beside = (name: string): string => path.resolve(path.dirname(file), name);
  const rules = withChanges(
    yaml,
    otherRules({ config: config === undefined ? undefined : beside(config) }, standInPolicy()) ??
      standInPolicy(),
    policy,
  );
  return tests.map((test, index) => {
    const read = test.steps.map((step, n) => stepOf(yaml, step, ['tests', index, 'steps', n], rules));
    const bench = benchOf(rules, Date.parse(test.start ?? usualStart), beside);
    const failures = runRuleTest(read, bench).map((failure) => {
      const at = yaml.placeOf(['tests', index, 'steps', failure.step]);
      const line = at.in === 'file' ? at.line : 0;
      return failureText(`${file}:${line}`, test.steps[failure.step] ?? {}, failure, bench.start);
    });
    return { file, name: test.name, failures };
  });
}

/** What is wrong, each with its place and what to write. */
function mistakes(yaml: YamlFile, { path: where, message, ...issue }: z.core.$ZodIssue): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [wrong(yaml, where, message)];
  const at = where.filter((part) => typeof part !== 'symbol');
  const known = keysAt(ruleFile, at);
  return issue.keys.map((key) => {
    const place = yaml.placeOfKey([...at, key]);
    return problemLine({ place, name: pathText([...at, key]), message: unknownKey(key, known) });
  });
}

function wrong(yaml: YamlFile, where: readonly PropertyKey[], message: string): string {
  const at = where.filter((part) => typeof part !== 'symbol');
  return problemLine({ place: yaml.placeOf(at), name: pathText(at), message });
}

function stepOf(
  yaml: YamlFile,
  step: Readonly<Record<string, string>>,
  where: readonly (string | number)[],
  rules: Policy,
): Step {
  const [[when, what] = ['', '']] = Object.entries(step);
  const read = readStep(when, what, changeable);
  if ('problem' in read) throw new UsageError(wrong(yaml, where, read.problem));
  const none = whyNoneOf(rules, read);
  if (none !== null) throw new UsageError(wrong(yaml, where, none));
  return read;
}

function withChanges(
  yaml: YamlFile,
  rules: Policy,
  changes: Readonly<Record<string, unknown>> | undefined,
): Policy {
  if (changes === undefined) return rules;
  const read = policyLike(rules, changes);
  if ('policy' in read) return read.policy;
  throw new UsageError(read.problems.map((problem) => wrong(yaml, ['policy'], problem)).join('\n'));
}

function benchOf(policy: Policy, start: number, beside: (name: string) => string): Bench {
  return {
    state: emptyState({ install: 'rule-test', now: 0, cursor: 0, policy, pagesWanted: [] }),
    read: createReaderBy({
      sentry: { linkHosts: [], org: null, tags: null },
      secrets: secretsAround(process.env),
    }),
    start,
    deliveryOf: ({ file, changes }, at, n) => {
      const { kind, body } = payloadEntry(beside(file), undefined, at);
      const event = n.toString(16).padStart(32, '0');
      const said = changedPayload(JSON.parse(body) as Record<string, unknown>, changes, { at, event });
      return capturedDelivery(kind, said, `rule-test:${n}`);
    },
    pageText: ({ page }) => summaryOf(page),
    messageText,
  };
}

function failureText(
  place: string,
  step: Readonly<Record<string, string>>,
  failure: Failure,
  start: number,
): string {
  const [[when, what] = ['', '']] = Object.entries(step);
  const seconds = (at: number): string => `${(at - start) / 1000}s`;
  const instead = failure.instead.map(
    ({ what, at, receiver, text }) =>
      `at ${seconds(at)} ${receiver === null ? what : `${what} ${receiver}`}: ${text}`,
  );
  const because = failure.because.map(({ incident, why }) => `${incident}: not paged: ${sentenceOf(why)}`);
  const happened = [...instead, ...because];
  return [
    `${place}: expected ${when}: ${what}; there ${failure.found === 1 ? 'was 1' : `were ${failure.found}`}.`,
    ...(happened.length === 0
      ? ['Nothing of the kind had happened.']
      : ['What had happened by then:', ...happened.map((line) => `  ${line}`)]),
  ].join('\n');
}
