import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationOf, wordsOfMs, wordsOfSetting } from '../../../src/domain/duration.ts';
import { escaped, link, table } from '../../../src/domain/markdown.ts';
import { oneLine } from '../../../src/action/tell/lines.ts';
import { createRedactor } from '../../../src/domain/secrets.ts';
import { timelinePicture } from '../../../src/action/tell/timeline.ts';

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

describe('a line of a log', () => {
  it('holds no command of a runner, and none of a terminal', () => {
    const hostile = 'bad\n::error title=x::y\r\n::set-output name=result::passed\u2028##[error]z\u001b[31m';
    const line = oneLine(hostile);
    expect(line).toBe('bad ::error title=x::y ::set-output name=result::passed ## [error]z [31m');
  });

  it('stays as it is when there is nothing to take out', () =>
    expect(oneLine('ok  Slack   1025 ms, é ✅')).toBe('ok  Slack   1025 ms, é ✅'));
});

describe('the redactor', () => {
  it('leaves no secret in any text, however deep', () => {
    const secret = fc.string({ minLength: 8, maxLength: 40 }).filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.string(),
        fc.string(),
        (secrets, before, after) => {
          const redactor = createRedactor([]);
          for (const one of secrets) redactor.hide(one);
          for (const one of secrets) {
            const text = `${before}${one}${after}`;
            const all = [
              redactor.text(text),
              redactor.deep({ list: [{ text }] }).list[0]?.text ?? '',
              redactor.text(JSON.stringify({ one })),
            ];
            for (const clean of all) expect(clean).not.toContain(one);
          }
        },
      ),
    );
  });

  it('knows the secret in an address, keeps everything else, and ignores an empty one', () => {
    const redactor = createRedactor(['pass word/1', '']);
    expect(redactor.text('GET /?s=pass%20word%2F1 for kim')).toBe('GET /?s=*** for kim');
    expect(redactor.deep({ a: 1, b: null, c: ['kim'] })).toEqual({ a: 1, b: null, c: ['kim'] });
  });
});

describe('durations', () => {
  it('are read with and without a unit', () => {
    expect(['5', '500ms', '30s', '2m', '', '-1', '1h', 'x'].map(durationOf)).toEqual([
      5_000,
      500,
      30_000,
      120_000,
      null,
      null,
      null,
      null,
    ]);
  });

  it('are written as they were set', () => {
    expect([1_000, 1_500, 60_000].map(wordsOfSetting)).toEqual(['1 s', '1500 ms', '60 s']);
  });

  it('are written as people read them', () => {
    expect([0, 412.4, 9_999, 10_000, 61_500].map(wordsOfMs)).toEqual([
      '0 ms',
      '412 ms',
      '9999 ms',
      '10 s',
      '61.5 s',
    ]);
  });
});

describe('the timeline picture', () => {
  it('is a chart whose every bar can be seen', () => {
    const span = { hop: 'slack', what: 'accepted', from: 12.4, to: 12.4, failing: true } as const;
    expect(timelinePicture([span, { ...span, what: 'confirmed', failing: false, to: 99 }])).toEqual([
      '```mermaid',
      'gantt',
      '  dateFormat x',
      '  axisFormat %S.%L',
      '  section Slack',
      '  accepted 1 ms :crit, 12, 13',
      '  confirmed 87 ms :done, 12, 99',
      '```',
    ]);
    expect(timelinePicture([])).toEqual([]);
  });
});
