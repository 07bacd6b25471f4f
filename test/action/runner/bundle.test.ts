import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { staleness } from '../../../build-action.ts';

const root = path.join(import.meta.dirname, '../../..');

/** All files that a file imports, directly or not, and the packages that they name. */
function reachedFrom(file: string): {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
} {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (one: string): void => {
    if (files.has(one)) return;
    files.add(one);
    for (const match of readFileSync(one, 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '([^']+)';/gm)) {
      const name = match[1] ?? '';
      if (name.startsWith('.')) visit(path.resolve(path.dirname(one), name));
      else packages.add(name);
    }
  };
  visit(path.join(root, file));
  return { files, packages };
}

describe('dist/action.js', () => {
  it('is what the sources make', async () => {
    expect(await staleness()).toBeNull();
  });

  it('is one small module without a path of any machine', () => {
    const text = readFileSync(path.join(root, 'dist/action.js'), 'utf8');
    expect(text.length).toBeLessThan(1.5 * 1024 * 1024);
    expect(text).not.toContain(root);
    const imports = [...text.matchAll(/^import .* from "([^"]+)";$/gm)].map((match) => match[1] ?? '');
    expect(imports.filter((name) => !/^(?:node:)?(?:os|path|crypto|fs)$/.test(name))).toEqual([]);
    expect(text).toContain('Permission is hereby granted');
  });
});

describe('the command', () => {
  it('needs nothing at run time that only the bundle is made of', () => {
    const { files, packages } = reachedFrom('src/cli/drill.ts');
    expect(files.size).toBeGreaterThan(20);
    expect([...packages].filter((name) => name.startsWith('@actions/'))).toEqual([]);
  });
});
