import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtCommands, builtIn, digestOf, madeOfFile } from '../../src/cli/installed/built.ts';

let root = '';
const write = (file: string, text: string): void => writeFileSync(join(root, file), text);

/** A project of two sources, and what was built of them. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stormrelay-built-'));
  mkdirSync(join(root, 'src'));
  mkdirSync(join(root, builtIn), { recursive: true });
  write('src/a.ts', 'export const a = 1;');
  write('src/b.ts', 'export const b = 2;');
  write(join(builtIn, 'commands.js'), 'run();');
  write(join(builtIn, 'work-x.js'), 'ok()');
  const files = ['src/a.ts', 'src/b.ts'];
  write(
    join(builtIn, madeOfFile),
    JSON.stringify({ files, digest: digestOf(root, files), built: { 'commands.js': 6, 'work-x.js': 4 } }),
  );
});

afterEach(() => rmSync(root, { recursive: true }));

describe('what was built of the relay', () => {
  it('runs while it is made of what is here', () => {
    expect(builtCommands(root)).toBe(pathToFileURL(join(root, builtIn, 'commands.js')).href);
  });

  it.each([
    ['a source changed', () => write('src/b.ts', 'export const b = 3;')],
    [
      'text moved from one source to the next',
      () => {
        write('src/a.ts', 'export const a = 1;\n');
        write('src/b.ts', 'export const b = 2;'.slice(1));
      },
    ],
    ['a source is gone', () => rmSync(join(root, 'src/a.ts'))],
    ['a built file is gone', () => rmSync(join(root, builtIn, 'work-x.js'))],
    ['a built file is cut off', () => write(join(builtIn, 'commands.js'), '')],
    ['nothing was built', () => rmSync(join(root, builtIn), { recursive: true })],
    ['what it says of itself cannot be read', () => write(join(builtIn, madeOfFile), '{"files":')],
  ])('is left aside when %s: the sources run', (_, change) => {
    change();
    expect(builtCommands(root)).toBeNull();
  });

  it('runs again when the change is taken back, at whatever time', () => {
    write('src/b.ts', 'export const b = 3;');
    write('src/b.ts', 'export const b = 2;');
    expect(builtCommands(root)).not.toBeNull();
  });
});
