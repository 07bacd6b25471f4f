import { describe, expect, it } from 'vitest';
import { needs, onPath } from './needs.ts';
import { skipLines } from './skipped.ts';

const need = { what: 'otterd', how: 'apt-get install otterd' };

describe('a test that needs a program', () => {
  it('runs where the program is', () => {
    expect(needs({ ...need, path: '/usr/bin/otterd' })).toEqual({});
  });

  it('is skipped where it is missing, and says what it lacks and how to get that', () => {
    const lacks = 'otterd is missing: apt-get install otterd';
    expect(needs({ ...need, path: null })).toEqual({ skip: true, meta: { lacks } });
    expect(skipLines([lacks, 'b', lacks])).toEqual([`Skipped 2 tests: ${lacks}`, 'Skipped 1 test: b']);
    expect(skipLines([])).toEqual([]);
  });

  it('looks for it on PATH, as a shell does', () => {
    expect(onPath('no-such-program-at-all')).toBeNull();
    expect(onPath('no-such-program-at-all', process.execPath)).toBe(process.execPath);
    expect(onPath('node')).toMatch(/\/node$/);
  });
});
