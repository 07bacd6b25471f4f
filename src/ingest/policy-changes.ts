import type { z } from 'zod';
import { defaultPolicy, type Policy } from '../domain/policy.ts';
import { nearWord } from '../domain/text/near-word.ts';
import { policyIn } from './policy-entry.ts';

/** Something that is wrong with what is written of rules: at the end of these keys, and what to write there. */
interface RuleProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * The rules `like` others, with what `changes` says of them (an object of the same shape, of which anything may be left
 * out; lists are taken as a whole); or all that is wrong with it.
 */
export function policyLike(
  like: Policy,
  changes: unknown,
): { readonly policy: Policy } | { readonly problems: readonly RuleProblem[] } {
  if (!isObject(changes)) return { problems: [{ path: [], message: objectAdvice }] };
  const unknown = unknownNames({ ...everyRule, routing: null, ...like }, changes, []);
  if (unknown.length > 0) return { problems: unknown };
  const read = policyIn(JSON.parse(JSON.stringify(merged({ ...like }, changes))), adviceFor);
  if (read.success) return { policy: read.data };
  return {
    problems: read.error.issues.map(({ path, message }) => {
      return { path: path.filter((key) => typeof key !== 'symbol'), message };
    }),
  };
}

/** What to write where no rules stand at all. */
export const objectAdvice = 'Write a JSON object, for example {"paging": {"eventsAMinute": 200}}.';

/** One with the names that a policy may have and need not. */
const everyRule = {
  ...defaultPolicy,
  resolveInSentry: 'here',
  runbooks: {},
  owners: {},
  severities: {},
  ownTrouble: '',
  shadows: [],
  rooms: { when: 'storms', prefix: '' },
  causeRules: [],
  inhibitRules: [],
  maintenance: [],
  broadcast: [],
} satisfies Policy;

type Named = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merged(like: Named, changes: Named): Named {
  const told = Object.entries(changes).map(([name, value]): [string, unknown] => {
    const before = like[name];
    return [name, isObject(value) && isObject(before) ? merged(before, value) : value];
  });
  return { ...like, ...Object.fromEntries(told) };
}

/** Names of `changes` that nothing has; where names are free (an empty object), none is unknown. */
function unknownNames(known: Named, changes: Named, above: readonly string[]): readonly RuleProblem[] {
  const names = Object.keys(known);
  if (names.length === 0 || freeNames.includes(above.join('.'))) return [];
  return Object.entries(changes).flatMap(([name, value]) => {
    if (!Object.hasOwn(known, name)) {
      const near = nearWord(name, names, 3);
      const meant = near === null ? '' : ` Did you mean ${[...above, near].join('.')}?`;
      return [{ path: [...above, name], message: `There is no such rule.${meant}` }];
    }
    const below = known[name];
    return isObject(value) && isObject(below) ? unknownNames(below, value, [...above, name]) : [];
  });
}

/** Where names are the operator's own, or a shape of its own knows them. */
const freeNames: readonly string[] = ['runbooks', 'owners', 'severities', 'routing'];

/** What to write where a rule has another form than the one that is known, in the words of JSON. */
function adviceFor(issue: z.core.$ZodRawIssue): string | undefined {
  const missing = issue.input === undefined ? 'Not there. ' : '';
  if (issue.code === 'invalid_type') return `${missing}${formOf(issue.expected, issue.path?.at(-1))}`;
  if (issue.code === 'invalid_value') return `${missing}Write ${anyOf(issue.values.map(String))}.`;
  if (issue.code === 'invalid_union') return `${missing}${unknownForm}`;
  return undefined;
}

const unknownForm = 'Write it in the form that src/domain/policy.ts gives it.';

function formOf(expected: string, name: PropertyKey | undefined): string {
  switch (expected) {
    case 'string':
      return 'Write a text in quotes.';
    case 'number':
      return typeof name === 'string' && name.endsWith('Ms')
        ? 'Write a number of milliseconds, for example 60000.'
        : 'Write a number, without quotes.';
    case 'boolean':
      return 'Write true or false.';
    case 'array':
      return 'Write a list between [ and ].';
    case 'object':
    case 'record':
      return 'Write rules below it, between { and }.';
    default:
      return unknownForm;
  }
}

function anyOf(words: readonly string[]): string {
  const said = words.map((word) => `"${word}"`);
  const [last] = said.slice(-1);
  return said.length < 2 ? (last ?? '') : `${said.slice(0, -1).join(', ')} or ${last ?? ''}`;
}
