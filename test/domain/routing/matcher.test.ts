import { describe, expect, it } from 'vitest';
import { isLabel, isProblem, matcherText, parseMatcher } from '../../../src/domain/routing/matcher.ts';

describe('a matcher as it is written', () => {
  it.each([
    ['service="checkout"', { label: 'service', op: '=', value: 'checkout' }],
    ['service = checkout', { label: 'service', op: '=', value: 'checkout' }],
    ['environment!="production"', { label: 'environment', op: '!=', value: 'production' }],
    ['service=~"pay.*"', { label: 'service', op: '=~', pattern: 'pay.*' }],
    ['tags.region!~"eu-\\d+"', { label: 'tags.region', op: '!~', pattern: 'eu-\\d+' }],
    ['message="say \\"no\\", twice"', { label: 'message', op: '=', value: 'say "no", twice' }],
    ['message="a <= b"', { label: 'message', op: '=', value: 'a <= b' }],
    ['users>=500', { label: 'users', op: '>=', number: 500 }],
    ['events_per_minute < 2.5', { label: 'events_per_minute', op: '<', number: 2.5 }],
    ['release=""', { label: 'release', op: '=', value: '' }],
  ])('reads %s', (text, read) => {
    expect(parseMatcher(text)).toEqual(read);
  });

  it.each([
    ['', 'Write a label, a comparison and a value', 0],
    ['checkout', 'Write a label, a comparison and a value', 0],
    ['service=="checkout"', 'One = compares here: service="checkout"', 8],
    ['‘service=“pay”’', 'Write plain quotes', 0],
    ['service==', 'One = compares here: service=', 8],
    ['service="a" level="b"', 'One matcher ends here', 12],
    ['service="a", level="fatal"', 'One matcher ends here', 11],
    ['service="pay', 'Its quote is not closed. Write service="pay"', 8],
    ['service=~ "pay-(a|b) ', 'Its quote is not closed. Write service=~"pay-(a|b)"', 10],
    ['users>500', 'Numbers are compared with >= or <', 5],
    ['users <= 500', 'Numbers are compared with >= or <', 6],
    ['users=>500', 'Numbers are compared with >= or <', 5],
    ['service>=3', 'Only users and events_per_minute are numbers', 7],
    ['users>=many', 'Write a number after >=', 5],
  ])('says what is wrong with %j, and where', (text, advice, at) => {
    const read = parseMatcher(text);
    expect(isProblem(read) ? read : null).toEqual({ advice: expect.stringContaining(advice) as string, at });
  });

  it('writes what it has read', () => {
    for (const text of ['service="a"', 'tags.x!="b c"', 'cause=~"a|b"', 'users>=5'])
      expect(matcherText(parseMatcher(text) as never)).toBe(text);
    expect(matcherText({ label: 'service', op: 'in', values: ['pay-*', 'cart'] })).toBe(
      'service is pay-* or cart',
    );
  });

  it('knows its labels', () => {
    expect(['service', 'new_in_release', 'tags.customer.tier'].every(isLabel)).toBe(true);
    expect(['severity', 'tags.', 'tags.a b', 'Service'].some(isLabel)).toBe(false);
  });
});
