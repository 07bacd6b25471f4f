import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../src');

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** Names that hold sentences of the project's own. */
const sentence = String.raw`(?:advice|again|cause|detail|lastError|note|notPaged|reason|sentence|summary|trouble|woken)`;

/** What makes one of a decision. */
const words = String.raw`(?:sentenceOf|endOf|\w+Clause|\w+Sentence)\((?:[^()]|\([^()]*\))*\)`;

/** Reading one of them: a pattern that is tried on it, or that it is asked for. */
const reads = [
  new RegExp(String.raw`\.(?:test|exec)\((?:\w+[.?]+)*${sentence}\b`),
  new RegExp(String.raw`\.(?:test|exec)\(${words}`),
  new RegExp(
    String.raw`\b${words}\.(?:match|matchAll|search|includes|startsWith|endsWith|indexOf|split|replace|replaceAll)\(`,
  ),
  new RegExp(String.raw`\b${sentence}[?!]?\.(?:includes|startsWith|endsWith|indexOf|split)\(`),
  new RegExp(String.raw`\b${sentence}[?!]?\.(?:match|matchAll|search)\(`),
];

/** Makes another form of one that is finished: of its words, its full stop, or the case in which it begins. */
const reforms = [
  new RegExp(
    String.raw`\b${sentence}(?:[?!]?\.(?:trim|trimEnd)\(\))?[?!]?\.replace(?:All)?\(\s*/(?:\^?\(?(?:\?:)?[A-Za-z]{2}|(?:\\\.|\[\.)[^/]*\$/)`,
  ),
  /\.replace(?:All)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*=> \w+\.to(?:Lower|Upper)Case\(\)/,
];

describe('sentences', () => {
  it('are for people: no pattern decides by one, since codes say what happened', () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(sources.filter(({ text }) => reads.some((one) => one.test(text))).map(({ file }) => file)).toEqual(
      [],
    );
  });

  it('would be noticed if one did', () => {
    const read = [
      'if (/HTTP 429/.test(trouble)) wait();',
      'const code = outcome.reason.match(/\\w+_\\w+/);',
      "if (detail.includes('joined')) wait();",
      'if (/^Page/.test(sentenceOf(item.decision))) wait();',
      "const told = sentenceOf(first(page.generations).reason).replace(stormSentence(title), '');",
    ];
    for (const line of read) expect(reads.some((one) => one.test(line))).toBe(true);
  });

  it('are made in the form that is needed: none is changed by a pattern once it is finished', () => {
    const reforming = sources.filter(({ text }) => reforms.some((one) => one.test(text)));
    expect(reforming.map(({ file }) => file)).toEqual([]);
    const changed = [
      "const sentence = paging.notPaged.trim().replace(/^not paged[:,]? /i, '');",
      'sentence.replace(/^(?:The|It)\\b/, (word) => word.toLowerCase()),',
      'return text.replace(/^\\w/, (letter) => letter.toUpperCase());',
      "const why = again.replace(/\\.$/, '');",
    ];
    for (const line of changed) expect(reforms.some((one) => one.test(line))).toBe(true);
  });
});
