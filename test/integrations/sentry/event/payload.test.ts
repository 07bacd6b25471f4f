import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asText,
  clip,
  countAt,
  idAt,
  objectAt,
  objectsOf,
  textAt,
  timeAt,
  valueAt,
  type JsonObject,
} from '../../../../src/integrations/sentry/event/payload.ts';

test('only own keys are data', () => {
  for (const key of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(valueAt({}, key)).toBeUndefined();
    expect(objectAt({}, key)).toEqual({});
  }
  const parsed = JSON.parse('{"__proto__":{"a":1}}') as JsonObject;
  expect(objectAt(parsed, '__proto__')).toEqual({ a: 1 });
});

test.each([
  ['text', 'text'],
  ['  text \n', 'text'],
  [42, '42'],
  [0, '0'],
  [false, 'false'],
  ['', null],
  ['   ', null],
  [null, null],
  [undefined, null],
  [['text'], null],
  [{ text: 1 }, null],
])('%j as text is %j', (value, text) => {
  expect(asText(value, 10)).toBe(text);
});

test.each([
  ['4127', 4127],
  [4127, 4127],
  [0, 0],
  ['-1', null],
  [-1, null],
  [1.5, null],
  ['1e3', null],
  ['', null],
  ['9'.repeat(16), null],
  [2 ** 60, null],
  [null, null],
])('the count %j is %j', (value, count) => {
  expect(countAt({ value }, 'value')).toBe(count);
});

test.each([
  ['7300114205', '7300114205'],
  [41, '41'],
  ['a1-B_2', 'a1-B_2'],
  ['a/b', null],
  ['', null],
  [' 41', null],
  ['x'.repeat(65), null],
  [1.5, null],
  [-1, null],
  [{}, null],
])('the identifier %j is %j', (value, id) => {
  expect(idAt({ value }, 'value')).toBe(id);
});

test.each([
  [1794823322.481, 1794823322481],
  ['2026-11-16T09:22:02.481000Z', 1794820922481],
  ['2026-11-16T09:22:02.481000+00:00', 1794820922481],
  ['2026-11-16T10:22:02+01:00', 1794820922000],
  ['2026-11-16T09:22:02', 1794820922000],
  [1794823322481, null],
  [0, null],
  [-5, null],
  ['yesterday', null],
  ['2026', null],
  ['1', null],
  ['2026-99-99T99:99:99Z', null],
  [null, null],
])('the time %j is %j', (value, ms) => {
  expect(timeAt({ value }, 'value')).toBe(ms);
});

test('a list of mixed values gives its objects', () => {
  expect(objectsOf([1, { a: 1 }, null, [2], 'x', { b: 2 }])).toEqual([{ a: 1 }, { b: 2 }]);
});

describe('cutting', () => {
  test('keeps what fits and marks what was cut', () => {
    expect(clip('abcdef', 6)).toBe('abcdef');
    expect(clip('abcdefg', 6)).toBe('abcde…');
    expect(clip(' '.repeat(50), 6)).toBe('');
  });

  test('splits no character in two', () => {
    expect(clip('abcd🔥🔥', 6)).toBe('abcd…');
  });

  test('leaves neither NUL nor lone surrogates', () => {
    expect(textAt({ a: 'a\0b\ud800c' }, 'a', 10)).toBe('ab\ufffdc');
  });

  test('any text: never longer than asked, well-formed, trimmed', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 20 }));
    fc.assert(
      fc.property(any, fc.integer({ min: 2, max: 40 }), (text, max) => {
        const cut = clip(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut).not.toContain('\0');
      }),
    );
  });
});
