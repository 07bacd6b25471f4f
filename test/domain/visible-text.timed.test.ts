import { describe, expect, it } from 'vitest';
import { harmless } from '../../src/cli/harmless.ts';
import { printable } from '../../src/domain/text/printable.ts';
import { visibleLine, visibleText } from '../../src/domain/text/visible-text.ts';
import { oneLine, shortened } from '../../src/integrations/pagerduty/text.ts';
import { code, codeBlock, headerText, inline } from '../../src/integrations/slack/render/escape.ts';

/** What nobody sees, or what turns the direction of reading: whole classes of Unicode, and what they leave out. */
const hiding =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u{FFF9}-\u{FFFB}\u{13430}-\u{1343F}]/u;

const hidden = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point)).filter(
  (character) => hiding.test(character) && !/[\s\u0085]/.test(character),
);

describe('whatever nobody sees', () => {
  it('is known by all of its classes', () => {
    expect(hidden.length).toBeGreaterThan(6_000);
    const named = ['\u061C', '\u200B', '\u2060', '\u2066', '\u{E0001}', '\u{E0041}', '\u3164', '\u00AD'];
    expect(named.filter((one) => !hidden.includes(one))).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ['text', visibleText],
    ['a line', visibleLine],
    ['a line of Slack', (text) => inline(text, 100)],
    ['a header of Slack', (text) => headerText(text, 100)],
    ['code in Slack', (text) => code(text, 100).replaceAll('`', '')],
    ['a block of code in Slack', (text) => codeBlock(text, 100, 5).replaceAll(/[`\n]/g, '')],
    ['a line of PagerDuty', (text) => oneLine(text, 100)],
    ['a text of PagerDuty', (text) => shortened(text, 100)],
  ])('is in no %s', (_name, shown) => {
    const kept = hidden.filter((one) => !/^a\uFFFD?b$/.test(shown(`a${one}b`)));
    expect(kept).toEqual([]);
  });

  it('is spelled out on a terminal, and a blank in a log', () => {
    expect(hidden.filter((one) => !/^a(?:\\u[0-9a-f]{4})+b$/.test(harmless(`a${one}b`)))).toEqual([]);
    expect(hidden.filter((one) => printable(`a${one}b`) !== 'a b')).toEqual([]);
  });
});

describe('visible text', () => {
  it.each([
    ['direction marks and overrides', '\u061C\u200E\u200F\u202A\u202E\u2066\u2069'],
    ['zero-width characters', '\u200B\u2060\u2061\uFEFF\u00AD\u034F\u180E'],
    ['fillers that look like nothing', '\u115F\u1160\u3164\uFFA0'],
    ['tag characters', '\u{E0001}\u{E0041}\u{E007F}'],
    ['variation selectors of no emoji', '\u{E0100}\uFE00\uFE0F'],
    ['joiners between Latin letters', '\u200C\u200D'],
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
    const text = 'Übung 日本語 नमस्ते 👩‍👩‍👧 ❤️ 1️⃣ ©️ 🏳️‍🌈 می‌خواهم 葛\u{E0100} ≨\uFE00 \u0601\tx\ny';
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
