import type { z } from 'zod';
import type { ConfigDocument } from '../document/document.ts';
import { nearWord } from '../../domain/text/near-word.ts';
import { pathText, type Path, type Problem } from '../document/place.ts';
import { valueIn } from '../document/plain.ts';
import { holdsUnreadable, unreadable } from '../document/yaml-file.ts';
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
    .map((key) => nearWord(key, known))
    .filter((meant) => meant !== null)
    .map((meant) => pathText([...part, meant]));
}

function plainPath(path: readonly PropertyKey[]): Path {
  return path.filter((key): key is string | number => typeof key !== 'symbol');
}

const expected: Readonly<Record<string, string>> = {
  array: 'Write a list, for example [first, second].',
  object: 'Write settings below it, indented, or between { and }.',
  record: 'Write settings below it, indented, or between { and }.',
};

/** What to write where a shape has no words of its own. */
function adviceFor(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === 'invalid_type' ? expected[issue.expected] : undefined;
}

function problemsOf(
  document: ConfigDocument,
  path: keyof Values,
  issue: z.core.$ZodIssue,
): readonly Problem[] {
  const part = plainPath(issue.path);
  if (issue.code !== 'unrecognized_keys') return [document.problem(path, issue.message, part)];
  const known = keysAt(leaves[path].shape, part);
  const whole: Path = [...path.split('.'), ...part];
  const around = valueIn(document.valueOf(path), part);
  return issue.keys.map((key) => document.keyProblem([...whole, key], unknownKey(key, known, around)));
}
