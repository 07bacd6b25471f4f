import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globMatches, matches, patternProblem } from '../../../src/correlate/rules/matching.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';

const storm = new Map([
  ['service', ['checkout', 'pay-api']],
  ['level', ['error']],
  ['users', ['480']],
]);

function read(text: string): Matcher {
  const matcher = parseMatcher(text);
  if (isProblem(matcher)) throw new Error(matcher.advice);
  return matcher;
}

describe('matching', () => {
  it.each([
    ['service="pay-api"', true],
    ['service="pay"', false],
    ['service!="pay-api"', false],
    ['service!="cart"', true],
    ['service=~"pay.*"', true],
    ['service=~"ay-api"', false],
    ['service!~"pay.*|cart"', false],
    ['release=""', true],
    ['release!=""', false],
    ['release=~".+"', false],
    ['users>=480', true],
    ['users>=481', false],
    ['users<481', true],
    ['events_per_minute>=0', false],
  ])('%s on a storm of checkout and pay-api: %s', (text, held) => {
    expect(matches(read(text), storm)).toBe(held);
  });

  it('takes lists, whose values may hold stars', () => {
    expect(matches({ label: 'service', op: 'in', values: ['cart', 'pay-*'] }, storm)).toBe(true);
    expect(matches({ label: 'service', op: 'not-in', values: ['cart', 'pay-*'] }, storm)).toBe(false);
    expect(matches({ label: 'service', op: 'in', values: ['*-web'] }, storm)).toBe(false);
  });

  it('says that a negative condition is the opposite of its positive one, whatever the values', () => {
    const text = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), text, (values, value) => {
        const labels = new Map([['rule', values]]);
        const [yes, no] = [
          matches({ label: 'rule', op: '=', value }, labels),
          matches({ label: 'rule', op: '!=', value }, labels),
        ];
        expect(no).toBe(!yes);
      }),
    );
  });

  it('reads a star as any text', () => {
    expect(
      ['eu-*', '*', 'eu-*-1', '*west*', 'eu-west-1'].every((glob) => globMatches(glob, 'eu-west-1')),
    ).toBe(true);
    expect(['eu', 'us-*', '*-2', 'eu-west-1*2'].some((glob) => globMatches(glob, 'eu-west-1'))).toBe(false);
    const part = fc.stringMatching(/^[ab.]{0,4}$/);
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.stringMatching(/^[ab.]{0,14}$/),
        (parts, text) => {
          const pattern = parts.map((one) => one.replaceAll('.', '\\.')).join('.*');
          expect(globMatches(parts.join('*'), text)).toBe(new RegExp(`^(?:${pattern})$`).test(text));
        },
      ),
    );
  });

  it('takes time that grows with the text alone: what stalls a backtracking engine does not stall it', () => {
    const hostile = `${'a'.repeat(20_000)}!`;
    // A backtracking engine would need 2^20000 steps for this one: the test would never end.
    expect(matches(read('message=~"(a+)+b"'), new Map([['message', [hostile]]]))).toBe(false);
    expect(globMatches(`${'*a'.repeat(50)}*b`, hostile)).toBe(false);
  });

  it('names what is wrong with a pattern', () => {
    expect(patternProblem('pay.*')).toBeNull();
    expect(patternProblem('pay(')).toContain('missing closing )');
    expect(patternProblem('(?=look)ahead')).not.toBeNull();
  });
});
