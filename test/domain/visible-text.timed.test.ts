import { describe, expect, it } from 'vitest';
import { visibleText } from '../../src/domain/visible-text.ts';

describe('visible text', () => {
  it.each([
    ['direction marks and overrides', '\u061C\u200E\u200F\u202A\u202E\u2066\u2069'],
    ['zero-width characters', '\u200B\u2060\u2061\uFEFF\u00AD\u034F\u180E'],
    ['fillers that look like nothing', '\u115F\u1160\u3164\uFFA0'],
    ['tag characters', '\u{E0001}\u{E0041}\u{E007F}'],
    ['variation selectors of no emoji', '\u{E0100}\uFE00'],
    ['control characters', '\u0000\u0007\u0008\u007F\u0085\u009B'],
    [
      'colours and titles of terminals',
      '\u001B[1;31m\u001B[?25l\u001B[2K\u001B]0;title\u0007\u001B]8;;x\u001B\\',
    ],
    ['marks of annotations', '\uFFF9\uFFFA\uFFFB'],
  ])('has no %s', (_name, unseen) => {
    expect(visibleText(`a${unseen}b${unseen}c`)).toBe('abc');
  });

  it('keeps letters of every script, whole emoji, tabs and line breaks', () => {
    const text = 'Übung 日本語 नमस्ते 👩‍👩‍👧 ❤️ می‌خواهم\tx\ny';
    expect(visibleText(text)).toBe(text);
  });

  it('has one kind of line break and no half characters', () => {
    expect(visibleText('a\r\nb\rc\u2028d\uD83D')).toBe('a\nb\nc\nd\uFFFD');
  });

  it('takes no longer than its length, whatever it is', () => {
    const from = performance.now();
    for (const bit of ['\u001B', '\u001B[', '\u001B]', '\u001B[1;', '\u200B', 'a'])
      visibleText(bit.repeat(100_000));
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});
