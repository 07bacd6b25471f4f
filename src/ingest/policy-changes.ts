import { defaultPolicy, type Policy } from '../domain/policy.ts';
import { nearWord } from '../domain/text/near-word.ts';
import { readPolicy } from './policy-entry.ts';

/**
 * The rules `like` others, with what `changes` says of them (an object of the same shape, of which anything may be left
 * out; lists are taken as a whole); or what is wrong with it, a line each.
 */
export function policyLike(
  like: Policy,
  changes: unknown,
): { readonly policy: Policy } | { readonly problems: readonly string[] } {
  if (!isObject(changes))
    return { problems: ['Write a JSON object, for example {"paging": {"eventsAMinute": 200}}.'] };
  const unknown = unknownNames({ ...everyRule, routing: null, ...like }, changes, '');
  if (unknown.length > 0) return { problems: unknown };
  try {
    return { policy: readPolicy(JSON.stringify(merged({ ...like }, changes))) };
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** One with the names that a policy may have and need not. */
const everyRule = {
  ...defaultPolicy,
  resolveInSentry: 'here',
  runbooks: {},
  owners: {},
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
function unknownNames(known: Named, changes: Named, above: string): readonly string[] {
  const names = Object.keys(known);
  if (names.length === 0 || ['runbooks.', 'owners.', 'routing.'].includes(above)) return [];
  return Object.entries(changes).flatMap(([name, value]) => {
    if (!Object.hasOwn(known, name)) {
      const near = nearWord(name, names, 3);
      const meant = near === null ? '' : ` Did you mean ${above}${near}?`;
      return [`${above}${name}: There is no such rule.${meant}`];
    }
    const below = known[name];
    return isObject(value) && isObject(below) ? unknownNames(below, value, `${above}${name}.`) : [];
  });
}
