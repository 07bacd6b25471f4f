import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, link, table } from '../../src/domain/text/markdown.ts';

describe('a text from outside', () => {
  it.each([
    ['a | b', 'a &#124; b'],
    ['<img src=x onerror=alert(1)>', '&#60;img src=x onerror=alert(1)&#62;'],
    ['@channel', '&#64;channel'],
    ['line\nbreak', 'line break'],
    ['[x](https://evil.example)', '&#91;x&#93;(https&#58;//evil.example)'],
    ['see WWW.evil.example', 'see WWW&#46;evil.example'],
    ['channel_not_found', 'channel_not_found'],
    ['_x_ __init__', '&#95;x&#95; &#95;&#95;init&#95;&#95;'],
    ['- 1. x', '&#45; 1. x'],
    ['1. x', '1&#46; x'],
    ['right\u202eleft', 'right left'],
  ])('%j is only a text', (text, safe) => {
    expect(escaped(text)).toBe(safe);
  });

  it('can hold nothing that Markdown, HTML or a table reads as structure', () => {
    const marks = fc.constantFrom(
      '_',
      '*',
      '|',
      '<',
      '>',
      '`',
      '[',
      ']',
      '\n',
      '://',
      'www.',
      'https:',
      '1.',
      'a',
      ' ',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 700 }),
      fc.array(marks).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const safe = escaped(text).replaceAll(/&#\d+;/g, '\ue000');
        expect(safe).not.toMatch(/[<>|`*[\]{}#@\\&~$\n\r]/);
        expect(safe).not.toMatch(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u);
        expect(safe).not.toMatch(/^(?:[-+=]|\d+[.)])|https?:|ftp:|www\./i);
      }),
    );
  });

  it('stays the same text once it is shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 400 }), (text) => {
        const shown = escaped(text).replaceAll(/&#(\d+);/g, (_all, code: string) =>
          String.fromCodePoint(Number(code)),
        );
        expect(shown).toBe(text.replaceAll(/\s+/g, ' ').trim());
      }),
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'not an address', 'https://kim:pw@host/'])(
    'is no link when it is %s',
    (address) => expect(link('here', address)).toBe('here'),
  );

  it('is a link that cannot break out when it is one', () => {
    expect(link('a|b', 'https://slack.example/a)b|c>d e')).toBe(
      '[a&#124;b](<https://slack.example/a%29b%7Cc%3Ed%20e>)',
    );
  });

  it('is a cell of a table', () =>
    expect(table(['a', 'b'], [['c', 'd']])).toBe('| a | b |\n| --- | --- |\n| c | d |'));
});
