import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameOf } from '../../src/domain/incident.ts';
import { incident } from '../store/nouns.ts';

const storm = {
  cause: { kind: 'dependency', key: 'dependency:redis', title: 'redis unreachable (cache-main)' },
  since: 0,
} as const;

describe('how an incident is called', () => {
  it('is by its error, and of a storm by what its members share', () => {
    expect(nameOf(incident('inc-1', { title: 'TypeError: x is undefined' }))).toBe(
      'TypeError: x is undefined',
    );
    expect(nameOf(incident('inc-1', { title: 'MaxRetryError', storm }))).toBe(
      'redis unreachable (cache-main)',
    );
  });

  it('is never nothing', () => {
    expect(nameOf(incident('inc-1', { title: ' ' }))).toBe('Error without a title');
  });

  it('is said in one place: nobody else chooses between a cause and a title', () => {
    const root = join(import.meta.dirname, '../../src');
    const choosing = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .filter((path) => /cause\.title \?\? (?!null\b)/.test(readFileSync(join(root, path), 'utf8')));
    expect(choosing).toEqual([join('domain', 'incident.ts')]);
  });
});
