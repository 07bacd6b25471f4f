import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../src');

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** Names that hold sentences of the project's own. */
const sentence = String.raw`(?:advice|cause|detail|lastError|note|reason|sentence|summary|trouble)`;

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
});
