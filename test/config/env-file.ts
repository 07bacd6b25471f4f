import { readFileSync } from 'node:fs';

/** A fixture: its variables, and the lines that it expects (written as comments `# => …`). */
export interface EnvFile {
  readonly environment: Readonly<Record<string, string>>;
  readonly expected: readonly string[];
}

const expectation = '# => ';

/** Reads `NAME=value` lines as they stand; quotes are kept, as container runtimes keep them. */
export function readEnvFile(path: URL): EnvFile {
  const lines = readFileSync(path, 'utf8').split('\n');
  const pairs = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  const expected = lines
    .filter((line) => line.startsWith(expectation))
    .map((line) => line.slice(expectation.length));
  return { environment: Object.fromEntries(pairs), expected };
}
