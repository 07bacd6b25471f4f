import path from 'node:path';
import { z } from 'zod';
import { inOrder, pathText, problemLine, type Problem } from '../../config/document/place.ts';
import { readYaml, type YamlFile } from '../../config/document/yaml-file.ts';
import { readerAround } from '../../config/load.ts';
import type { ReaderSettings } from '../../config/reader.ts';
import { troubleOf } from '../../config/routing/matchers.ts';
import { closedLabel } from '../../config/routing/matching/label-values.ts';
import { matcherFaults } from '../../config/routing/matching/oddities.ts';
import { keysAt, unknownKey } from '../../config/schema/keys.ts';
import { levelMeant } from '../../config/schema/levels.ts';
import type { Policy } from '../../domain/policy.ts';
import { policyLike } from '../../ingest/policy-changes.ts';
import { changeable } from '../../integrations/sentry/changed-payload.ts';
import { readStep, type Step } from '../../pipeline/rule-tests/step.ts';
import { whyNoneOf } from '../../pipeline/rule-tests/whom.ts';
import { UsageError } from '../complain.ts';
import { payloadEntry, readText } from '../payload-file.ts';
import { ownPolicy } from '../stand-in.ts';

const stepAdvice = 'Write one step an item: a time and what happens, for example "- by 5s: 1 page payments".';

/** A step, and as it is written. */
interface SaidStep {
  readonly step: Step;
  readonly said: string;
}

const steps = z.array(
  z.record(z.string(), z.string(stepAdvice), stepAdvice).transform((given, context): SaidStep => {
    const [[when, what] = ['', ''], ...others] = Object.entries(given);
    const step =
      others.length > 0 || when === '' ? { problem: stepAdvice } : readStep(when, what, changeable);
    if (!('problem' in step)) return { step, said: `${when}: ${what}` };
    context.addIssue({ code: 'custom', message: step.problem });
    return z.NEVER;
  }),
  'Write a list of steps, for example "- at 0s: payload event_alert.json" and "- by 5s: 1 page payments".',
);
const expecting = steps.refine(
  (all) => all.some(({ step }) => step.kind === 'expect'),
  'It expects nothing, so it would hold whatever the rules are. Write what has to happen, for example "- by 5s: 1 page payments".',
);
const test = z.strictObject(
  {
    name: z.string('Write name: and in a sentence what the test shows.'),
    start: z.iso
      .datetime({ offset: true, error: 'Write a time in quotes, for example "2026-11-30T02:00:00Z".' })
      .optional(),
    steps: expecting,
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

/** A file of rule tests that can be run. */
export interface RuleFile {
  readonly file: string;
  readonly rules: Policy;
  /** How a relay with these rules reads. */
  readonly reads: ReaderSettings;
  readonly tests: z.infer<typeof ruleFile>['tests'];
  /** Where a file lies that this one names. */
  readonly beside: (name: string) => string;
  /** The line of a step of a test. */
  readonly lineOf: (test: number, step: number) => number;
}

/** Reads a file of rule tests; or all that is wrong with it, each with its place and what to write. */
export function readRuleFile(file: string): RuleFile | { readonly problems: readonly string[] } {
  const yaml = readYaml(file, readText(file), process.env);
  if (yaml.problems.length > 0) return { problems: yaml.problems.map(problemLine) };
  const read = ruleFile.safeParse(yaml.value);
  if (!read.success) return { problems: told(read.error.issues.flatMap((issue) => mistakes(yaml, issue))) };
  const { config, policy, tests } = read.data;
  const beside = (name: string): string => path.resolve(path.dirname(file), name);
  const unread = config === undefined ? null : whyUnread(beside(config));
  if (unread !== null) return { problems: told([wrong(yaml, ['config'], unread)]) };
  const named = config === undefined ? {} : { STORMRELAY_CONFIG: beside(config) };
  const environment = { ...process.env, ...named };
  const stated = ownPolicy(environment);
  const changed = policy === undefined ? { policy: stated } : policyLike(stated, policy);
  const rules = 'policy' in changed ? changed.policy : stated;
  const problems = [
    ...('policy' in changed
      ? []
      : changed.problems.map(({ path, message }) => wrong(yaml, ['policy', ...path], message))),
    ...tests.flatMap(({ steps }, test) =>
      steps.flatMap(({ step }, n) => {
        const why = whyNoneOf(rules, step) ?? whyNotMeant(step, rules) ?? whyNotRead(step, beside);
        return why === null ? [] : [wrong(yaml, ['tests', test, 'steps', n], why)];
      }),
    ),
  ];
  if (problems.length > 0) return { problems: told(problems) };
  const lineOf = (test: number, step: number): number => {
    const at = yaml.placeOf(['tests', test, 'steps', step]);
    return at.in === 'file' ? at.line : 0;
  };
  return { file, rules, reads: readerAround(environment), tests, beside, lineOf };
}

function whyUnread(config: string): string | null {
  try {
    readText(config);
    return null;
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}. Write its path from where this file is.`;
    throw error;
  }
}

/** What a relay would refuse, or Sentry never says. */
function whyNotMeant(step: Step, { environments }: Policy): string | null {
  if (step.kind === 'silence') {
    const trouble = step.matchers.map(troubleOf).find((one) => one !== null);
    return trouble ?? matcherFaults(step.matchers, environments, 'text')[0]?.message ?? null;
  }
  const level = step.kind === 'payload' ? step.changes['level'] : undefined;
  const known = closedLabel('level')?.known ?? [];
  if (level === undefined || known.includes(level)) return null;
  return `level=${level}: Sentry has no such level. Levels are ${known.join(', ')}.${levelMeant(level)}`;
}

function whyNotRead(step: Step, beside: (name: string) => string): string | null {
  if (step.kind !== 'payload') return null;
  try {
    payloadEntry(beside(step.file), undefined, 0);
    return null;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

function told(problems: readonly Problem[]): readonly string[] {
  return inOrder(problems).map(problemLine);
}

/** What is wrong, each with its place and what to write. */
function mistakes(yaml: YamlFile, { path: where, message, ...issue }: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code !== 'unrecognized_keys') return [wrong(yaml, where, message)];
  const at = where.filter((part) => typeof part !== 'symbol');
  const known = keysAt(ruleFile, at);
  return issue.keys.map((key) => {
    const place = yaml.placeOfKey([...at, key]);
    return { place, name: pathText([...at, key]), message: unknownKey(key, known) };
  });
}

function wrong(yaml: YamlFile, where: readonly PropertyKey[], message: string): Problem {
  const at = where.filter((part) => typeof part !== 'symbol');
  return { place: yaml.placeOf(at), name: pathText(at), message };
}
