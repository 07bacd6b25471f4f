import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultInBody } from '../../src/domain/inbox/json-body.ts';
import { createJsonCheck } from '../../src/store/sqlite/json-check.ts';

const check = createJsonCheck();

/** What a text may be broken with: what JSON5 takes, control characters, half a pair, other languages' words and numbers. */
const splinters = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\\u',
    '\\x41',
    '\\0',
    "'",
    '-',
    '+',
    '.',
    'e',
    '0',
    '00',
    '0x1',
  ],
  ...[
    'NaN',
    'Infinity',
    'nul',
    'null',
    '/**/',
    '//',
    '$',
    'a',
    '\0',
    '\u0001',
    '\n',
    '\u000b',
    '\u2028',
    '\ud800',
    '\ufeff',
  ],
];

/** JSON in which up to three places were changed. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...splinters), fc.nat(3)), { maxLength: 3 }),
  )
  .map(([json, changes]) =>
    changes.reduce((text, [place, splinter, gone]) => {
      const from = place % (text.length + 1);
      return text.slice(0, from) + splinter + text.slice(from + gone);
    }, json),
  );

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the quick look at a body', () => {
  it('takes exactly what JSON.parse takes', () => {
    const bodies = fc.oneof(
      nearlyJson,
      nearlyJson.map((text) => `{"a":${text}}`),
      nearlyJson.map((text) => `{"a":"${text}"}`),
    );
    fc.assert(
      fc.property(bodies, (text) => {
        expect(check(text)).toBe(parses(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('leaves the last word to JSON.parse where a text is deeper than SQLite looks', () => {
    const deep = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(check(deep)).toBe(false);
    expect(faultInBody(deep, check)).toBeNull();
  });

  it('changes no fault of a body', () => {
    const bodies = fc.oneof(
      nearlyJson,
      fc.constantFrom('', '[]', ' {}', '{}', 'null', '{"a":1}{"b":2}', '{} \n'),
    );
    fc.assert(
      fc.property(bodies, (text) => {
        expect(faultInBody(text, check)).toBe(faultInBody(text));
      }),
      {
        numRuns: 2_000,
      },
    );
  });
});
