import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { longest } from '../running/longest-first.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** All TypeScript files of the tests, with what is in them. */
const files = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(root, 'test', file), 'utf8') }));

function filesWith(pattern: RegExp, among: (file: string) => boolean): readonly string[] {
  return files.filter(({ file, text }) => among(file) && pattern.test(text)).map(({ file }) => file);
}

const isTest = (file: string): boolean => file.endsWith('.test.ts');

describe('the tests', () => {
  it('skip nothing without saying what is missing: by needs() alone', () => {
    expect(files.filter(({ file }) => isTest(file)).length).toBeGreaterThan(100);
    const skips = /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|only)\b/;
    expect(filesWith(skips, isTest)).toEqual([]);
  });

  it('are named *.timed.test.ts where they measure how long something takes', () => {
    const measures = /\bperformance\.now\(|\bhrtime\b|\brealMs\b/;
    const named = (file: string): boolean => file.endsWith('.timed.test.ts');
    expect(filesWith(measures, named).length).toBeGreaterThan(0);
    expect(filesWith(measures, (file) => isTest(file) && !named(file))).toEqual([]);
  });

  it('begin with the longest of them, which are there', () => {
    const there = files.map(({ file }) => `test/${file}`);
    expect(longest.filter((file) => !there.includes(file))).toEqual([]);
  });

  it('share helpers that register no hook, because a worker loads them once for many files', () => {
    const hooks = /^(?:before|after)(?:Each|All)\(/m;
    expect(filesWith(hooks, (file) => !isTest(file))).toEqual([]);
  });
});

describe('package-lock.json', () => {
  it('names no place to download from: every machine has a registry of its own', () => {
    const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
    expect(lock).toContain('"node_modules/@sparticuz/chromium"');
    expect(lock).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
  });
});
