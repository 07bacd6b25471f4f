import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Ways around the writer: the console, the process's own streams, and its descriptors. */
const direct =
  /\bconsole\s*[.[]|\bprocess\s*(?:\.\s*|\[\s*['"])std(?:out|err)|\b(?:writeSync|writeFileSync|createWriteStream)\s*\(\s*[12]\b|['"](?:node:)?(?:console|process)['"]/;

function writingFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => direct.test(readFileSync(file, 'utf8')))
    .map((file) => file.slice(root.length + 1))
    .sort();
}

describe('what reaches a terminal', () => {
  it('passes one writer: no other file of a command knows the console or the process’s streams', () => {
    expect(writingFiles('src/cli')).toEqual(['src/cli/print.ts']);
  });

  it('passes one writer of the simulator’s own', () => {
    expect(writingFiles('simulator')).toEqual(['simulator/terminal/terminal.ts']);
  });
});
