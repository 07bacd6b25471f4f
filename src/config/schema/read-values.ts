import type { z } from 'zod';
import type { ConfigDocument } from '../document/document.ts';
import { nearWord } from '../../domain/text/near-word.ts';
import { pathText, type Path, type Problem } from '../document/place.ts';
import { isMapping, valueIn } from '../document/plain.ts';
import { holdsUnreadable, unreadable } from '../document/yaml-file.ts';
import { wordNow } from './alertmanager-words.ts';
import { keysAt, unknownKey } from './keys.ts';
import { leafPaths, leaves, type Values } from './leaves.ts';

/** What could be read, and what is wrong with the rest. Values that are wrong by themselves are absent. */
export interface ReadValues {
  readonly values: Partial<Values>;
  readonly problems: readonly Problem[];
}

/** Reads each setting by its own shape. */
export function readValues(document: ConfigDocument): ReadValues {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const path of leafPaths()) {
    const said = document.valueOf(path);
    if (said === unreadable) continue;
    if (document.isOfEnvironment(path) && typeof said === 'string' && /^(["']).*\1$/s.test(said)) {
      problems.push(
        document.problem(
          path,
          'The value stands in quotes, and they count as part of it here. Write it without them.',
        ),
      );
      continue;
    }
    const { shape } = leaves[path];
    const parsed = shape.safeParse(said, { error: adviceFor });
    if (parsed.success && !holdsUnreadable(said)) values[path] = parsed.data;
    const issues = parsed.error?.issues.filter((issue) => !isOfUnreadable(said, issue)) ?? [];
    const misspelled = issues.flatMap((issue) => meantBy(path, issue));
    const apart = issues.filter((issue) => !isMissing(said, issue) || !misspelled.includes(placeIn(issue)));
    problems.push(...apart.flatMap((issue) => problemsOf(document, path, issue)));
  }
  return { values, problems };
}

function isMissing(said: unknown, { path }: z.core.$ZodIssue): boolean {
  return valueIn(said, plainPath(path)) === undefined;
}

function placeIn({ path }: z.core.$ZodIssue): string {
  return pathText(plainPath(path));
}

/** Whether it is said of what has been complained of already, or may only follow from that. */
function isOfUnreadable(said: unknown, { code, path }: z.core.$ZodIssue): boolean {
  return code !== 'unrecognized_keys' && holdsUnreadable(valueIn(said, plainPath(path)));
}

/** Where those settings would stand that were nearly written: that they are missing is the same mistake. */
function meantBy(leaf: keyof Values, issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const part = plainPath(issue.path);
  const known = keysAt(leaves[leaf].shape, part);
  return issue.keys
    .map((key) => wordNow(key) ?? nearWord(key, known))
    .filter((meant) => meant !== null)
    .map((meant) => pathText([...part, meant]));
}

function plainPath(path: readonly PropertyKey[]): Path {
  return path.filter((key): key is string | number => typeof key !== 'symbol');
}

/** What to write where a shape has no words of its own. */
function adviceFor(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'array') return listAdvice(issue.input);
  if (issue.expected !== 'object' && issue.expected !== 'record') return undefined;
  if (Array.isArray(issue.input))
    return 'Write settings ("name: value") here, not a list: is there a "- " too many?';
  const said = typeof issue.input === 'string' ? issue.input : '';
  const [, name, value] = /^([a-z_]+)\s*=\s*(\S+)/.exec(said) ?? [];
  return name === undefined || value === undefined
    ? below
    : `A setting is written with a colon: ${name}: ${value}`;
}

const below = 'Write settings below it, indented, or between { and }';

/** Whoever has written a mapping of names has to name the items themselves. */
function listAdvice(said: unknown): string {
  const [first] = isMapping(said) ? Object.entries(said) : [];
  return first !== undefined && isMapping(first[1])
    ? `Write a list: each item begins with "- ", the first one with "- name: ${first[0]}".`
    : first !== undefined
      ? 'Write a list: each item begins with "- ".'
      : 'Write a list, for example [first, second].';
}

function problemsOf(
  document: ConfigDocument,
  path: keyof Values,
  issue: z.core.$ZodIssue,
): readonly Problem[] {
  const part = plainPath(issue.path);
  const known = keysAt(leaves[path].shape, part);
  if (issue.code !== 'unrecognized_keys') {
    const which = issue.message === below ? `${known.length === 0 ? '' : `: ${known.join(', ')}`}.` : '';
    return [document.problem(path, `${issue.message}${which}`, part)];
  }
  const whole: Path = [...path.split('.'), ...part];
  const around = valueIn(document.valueOf(path), part);
  return issue.keys.map((key) => document.keyProblem([...whole, key], unknownKey(key, known, around)));
}
