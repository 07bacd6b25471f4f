import type { z } from 'zod';
import type { ConfigDocument } from '../document/document.ts';
import type { Path, Problem } from '../document/place.ts';
import { valueIn } from '../document/plain.ts';
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
    if (!document.isReadable(path)) continue;
    const said = document.valueOf(path);
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
    if (parsed.success) values[path] = parsed.data;
    else problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(document, path, issue)));
  }
  return { values, problems };
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
  const part = issue.path.filter((key): key is string | number => typeof key !== 'symbol');
  if (issue.code !== 'unrecognized_keys') return [document.problem(path, issue.message, part)];
  const known = keysAt(leaves[path].shape, part);
  const whole: Path = [...path.split('.'), ...part];
  const around = valueIn(document.valueOf(path), part);
  return issue.keys.map((key) => document.keyProblem([...whole, key], unknownKey(key, known, around)));
}
