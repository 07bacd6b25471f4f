import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/config/document/yaml-file.ts';

const folder = new URL('../../fixtures/config/valid/', import.meta.url);
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name): [string, string] => [
    name,
    readFileSync(new URL(name, folder), 'utf8').replace(/^#.*\n/gm, ''),
  ]);

/** The first mistake of a text, with its place; null: there is none. */
function told(text: string): string | null {
  const [problem] = readYaml('f', text, {}).problems;
  if (problem === undefined) return null;
  const { place, message } = problem;
  return place.in === 'file' ? `${place.line}:${place.column} ${message}` : message;
}

/** Each plain value and each section of a file with a bracket or a quote before it, and where that stands. */
function* openedIn(text: string): Generator<{ readonly broken: string; readonly place: string }> {
  const lines = text.split('\n');
  for (const [n, line] of lines.entries()) {
    const [, name, value = ''] = /^(\s*(?:- )?[\w.]+:)( [^"'[{#]*)?$/.exec(line) ?? [];
    if (name === undefined) continue;
    for (const mark of ['[', '{', '"', "'"])
      yield {
        broken: lines.with(n, `${name} ${mark}${value.trim()}`).join('\n'),
        place: `${n + 1}:${name.length + 2}`,
      };
  }
}

describe('a quote or a bracket that nothing closes', () => {
  it.each(texts)('is told where it was opened, wherever that is in %s', (_, text) => {
    for (const { broken, place } of openedIn(text))
      expect(told(broken), broken).toMatch(
        new RegExp(
          `^${place} The (?:quote|bracket) that begins here is (?:never closed|closed only in line)`,
        ),
      );
  });

  it.each([
    ['route: [\n', '1:8 The bracket that begins here is never closed. Close it.'],
    ['a: [{ b: 1 ]\n', '1:5 The bracket that begins here is never closed. Close it.'],
    ['a: [1, 2}\nb: 1\n', '1:4 The bracket that begins here is never closed. Close it.'],
    ['a: "b\\"\nc: 1\n', '1:4 The quote that begins here is never closed. Close it.'],
    ["a: 'b''\nc: 1\n", '1:4 The quote that begins here is never closed. Close it.'],
    [
      "a: 'b\n  c: 'd'\n",
      '1:4 The quote that begins here is closed only in line 2, by one that was to open another. Close it where its value ends.',
    ],
    [
      'a: [1, 2]]\n',
      '1:10 This bracket closes none that is open. Remove it, or put quotes around the value that it belongs to.',
    ],
  ])('%j: %s', (text, problem) => {
    expect(told(text)).toBe(problem);
  });

  it('is not told in the place of an earlier mistake', () => {
    expect(told('a: 1\n b: 2\nc: [\n')).toMatch(/^2:2 This line is indented further/);
  });

  it.each([
    'a: [\'x[\', "}"]\n',
    "a: it's [\n",
    'a: |\n  [ {\nb: 1\n',
    'a: # [ "\n  1\n',
    'a: "b\n  c"\nd: [\n]\n',
  ])('is none in %j', (text) => {
    expect(told(text)).toBe(null);
  });
});
