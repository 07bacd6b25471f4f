import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  code,
  codeBlock,
  headerText,
  inline,
  joinWithin,
  link,
  safeAddress,
} from '../../../src/integrations/slack/render/escape.ts';

describe('text on its way into a message', () => {
  it('cannot ping: control sequences are escaped and bare mentions are no longer words', () => {
    expect(inline('<!channel> <@U123> <#C1|x>', 100)).toBe('&lt;!channel&gt; &lt;@U123&gt; &lt;#C1|x&gt;');
    expect(inline('look @here and @Channel', 100)).not.toMatch(/@(here|channel)/i);
  });

  it('cannot link: neither by markup nor by an address that Slack would find', () => {
    expect(inline('<https://evil.example|Sentry>', 100)).not.toMatch(/<|:\/\//);
  });

  it('is no emphasis, code, emoji, quote or list: look-alikes stand where a mark could work', () => {
    expect(inline(':white_check_mark: *Resolved by Ana* ~old~ _note_ `x`', 100)).toBe(
      ":\u2060white_check_mark: ∗Resolved by Ana∗ ∼old∼ ˍnoteˍ 'x'",
    );
    expect(inline('＊b＊ ＿i＿ ｀c｀', 100)).toBe("∗b∗ ˍiˍ 'c'");
    expect(inline('>>> quoted', 100)).toBe('››› quoted');
    expect(inline('- one', 100)).toBe('\u2060- one');
    expect(inline('at :fire', 100)).toBe('at :\u2060fire');
  });

  it('keeps what people search for: snake_case, addresses with ports, times, globs in code', () => {
    const text = 'user_id of 10.0.0.1:6379 at 14:02:11: a -> b';
    expect(inline(text, 100)).toBe(text.replace('>', '&gt;'));
    expect(inline('dial 10.0.0.1:6379: refused by rates.internal:8080', 100)).not.toContain('\u2060');
    expect(code('select * from _x', 100)).toBe('`select * from _x`');
    expect(codeBlock(':fire: *b*', 100, 8)).toBe('```\n:fire: *b*\n```');
  });

  it('is escaped once, so that text that is escaped already stays as it was written', () => {
    expect(inline('&lt;b&gt;', 100)).toBe('&amp;lt;b&amp;gt;');
  });

  it('cannot leave its code span or block', () => {
    expect(code('a`b\nc', 100)).toBe("`a'b c`");
    expect(codeBlock('one\n```\n<!here>', 100, 8)).toBe("```\none\n'''\n&lt;!here&gt;\n```");
    expect(code('   ', 100)).toBe('');
    expect(codeBlock('', 100, 8)).toBe('');
  });

  it('loses what cannot be seen: direction overrides, zero-width, control and colour characters', () => {
    expect(inline('a\u202Eb\u200Bc\u0007d\u001B[31me\u{E0041}\uFEFF', 100)).toBe('abcde');
    expect(headerText('x\u2066y\u2028z', 100)).toBe('xy z');
  });

  it('keeps letters of every script and whole emoji', () => {
    const text = 'Übung 日本語 नमस्ते 👩‍👩‍👧 می‌خواهم';
    expect(inline(text, 200)).toBe(text);
  });

  it('shows in a header look-alikes, because headers know no entities for certain', () => {
    expect(headerText('<!channel> a & b', 100)).toBe('‹!channel› a & b');
  });

  it('shows at most so many lines of a block, and says that there were more', () => {
    expect(codeBlock('1\n2\n3\n4', 100, 2)).toBe('```\n1\n2\n…\n```');
  });

  it('never exceeds its room and never cuts a character or an entity in two', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 300 });
    const spiced = fc
      .array(
        fc.oneof(hostile, fc.constantFrom('<', '>', '&', '`', '😀', '\uD83D', '@here', 'https://', '\n')),
        { maxLength: 40 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(spiced, fc.integer({ min: 12, max: 400 }), (text, max) => {
        for (const out of [
          inline(text, max),
          code(text, max),
          codeBlock(text, max, 5),
          headerText(text, max),
        ]) {
          expect(out.length).toBeLessThanOrEqual(max);
          expect(out.isWellFormed()).toBe(true);
          expect(out).not.toMatch(/[<>]/);
          expect(out.replaceAll(/&(amp|lt|gt);/g, '')).not.toMatch(
            out === headerText(text, max) ? /[<>]/ : /&/,
          );
        }
      }),
    );
  });

  it('stays fast for a megabyte', () => {
    expect(inline('<'.repeat(1_000_000), 50).length).toBeLessThanOrEqual(50);
  });
});

describe('links', () => {
  it('lead to https addresses only', () => {
    expect(link('https://acme.sentry.io/issues/1/?a=1&b=2', 'View')).toBe(
      '<https://acme.sentry.io/issues/1/?a=1&amp;b=2|View>',
    );
    for (const href of [
      'http://acme.sentry.io/',
      'javascript:alert(1)',
      'slack://open',
      'not a link',
      null,
    ]) {
      expect(link(href, 'View')).toBe('View');
    }
  });

  it('cannot be broken out of by their address', () => {
    const address = safeAddress('https://acme.sentry.io/x|y><!channel>`', ['https:']);
    expect(address).not.toMatch(/[<>|`]/);
    expect(safeAddress('https://user:secret@acme.sentry.io/', ['https:'])).toBeNull();
    expect(safeAddress(`https://acme.sentry.io/${'x'.repeat(500)}`, ['https:'])).toBeNull();
  });
});

describe('joining within a room', () => {
  it('keeps parts whole and counts what is left out', () => {
    expect(joinWithin(['aa', 'bb', 'cc'], ', ', 100)).toBe('aa, bb, cc');
    expect(joinWithin(['aaaa', 'bbbb', 'cccc'], ', ', 35)).toBe('aaaa, bbbb, … and 1 more');
    expect(joinWithin(['a'.repeat(100), 'b'], ', ', 50)).toBe('… and 2 more');
  });
});
