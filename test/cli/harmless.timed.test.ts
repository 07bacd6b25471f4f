import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmless } from '../../src/cli/harmless.ts';

describe('what a terminal is given of other people’s words', () => {
  it.each([
    ['a window title (OSC)', 'a\u001b]0;owned\u0007b', 'a\\u001b]0;owned\\u0007b'],
    ['a cleared screen (CSI)', '\u001b[2Jgone', '\\u001b[2Jgone'],
    ['a one-byte CSI and OSC (C1)', '\u009b31m\u009d0;x\u009c', '\\u009b31m\\u009d0;x\\u009c'],
    ['a line written over', 'failed\rpassed', 'failed\\u000dpassed'],
    ['backspaces and DEL', 'no\b\byes\u007f', 'no\\u0008\\u0008yes\\u007f'],
    ['a bell and NUL', '\u0007\u0000', '\\u0007\\u0000'],
    ['reversed words', '\u202egpj.exe\u202c \u2066x\u2069', '\\u202egpj.exe\\u202c \\u2066x\\u2069'],
    ['marks of direction', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
    ['zero width', 'pay\u200bpal\u2060\ufeff\u00ad', 'pay\\u200bpal\\u2060\\ufeff\\u00ad'],
    ['joiners between Latin letters', 'ad\u200dmin\u200c', 'ad\\u200dmin\\u200c'],
    ['tag characters', 'a\u{e0041}\u{e007f}', 'a\\udb40\\udc41\\udb40\\udc7f'],
    ['half a character', 'x\ud83d y\udc00', 'x\\ud83d y\\udc00'],
    ['separators of lines', 'a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'],
    ['invisible variations', 'a\u{e0100}\u{e0101} \ufe0f', 'a\\udb40\\udd00\\udb40\\udd01 \\ufe0f'],
  ])('holds no %s', (_, text, shown) => {
    expect(harmless(text)).toBe(shown);
  });

  it.each([
    'Zażółć gęślą jaźń, Ελληνικά, Кириллица, 日本語, 한국어, עברית, العربية',
    'tabs\tand\nlines',
    '🔥 ❤️ 👩🏽‍💻 👨‍👩‍👧‍👦 🏳️‍🌈 🇪🇺 1️⃣ ✓ █ → é (e\u0301)',
    'می\u200cخواهم',
    'क्\u200dष र\u094d\u200dय',
    '葛\u{e0100}',
  ])('keeps ordinary words: %s', (text) => {
    expect(harmless(text)).toBe(text);
  });

  it('ends lines as Unix does', () => {
    expect(harmless('one\r\ntwo\r\n')).toBe('one\ntwo\n');
  });

  it('never lets a control character through, and leaves JSON the same JSON', () => {
    const anything = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anything, (text) => {
        expect(harmless(text)).not.toMatch(
          /[^\P{Cc}\n\t]|[\p{Cs}\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u,
        );
        expect(JSON.parse(harmless(JSON.stringify({ text })))).toEqual({ text });
      }),
    );
  });

  it('takes no longer for each of many characters than for one', () => {
    const before = performance.now();
    expect(harmless('\u200b'.repeat(200_000))).toHaveLength(1_200_000);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
