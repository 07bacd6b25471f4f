import { describe, expect, it } from 'vitest';
import { readStep } from '../../../src/pipeline/rule-tests/step.ts';

const names = ['service', 'error'];
const read = (when: string, what: string) => readStep(when, what, names);
const anyPage = { kind: 'expect', by: 5_000, what: 'page', count: null, receiver: null, saying: null };

describe('a step of a rule test', () => {
  it.each([
    ['page', anyPage],
    ['page payments', { ...anyPage, receiver: 'payments' }],
    ['no page', { ...anyPage, count: 0 }],
    ['2 pages payments', { ...anyPage, count: 2, receiver: 'payments' }],
    ['message everyone', { ...anyPage, what: 'message', receiver: 'everyone' }],
    ['no messages slack/C1', { ...anyPage, what: 'message', count: 0, receiver: 'slack/C1' }],
    ['message saying "redis unreachable"', { ...anyPage, what: 'message', saying: 'redis unreachable' }],
    ['page payments saying "redis"', { ...anyPage, receiver: 'payments', saying: 'redis' }],
    ['event audit', { ...anyPage, what: 'event', receiver: 'audit' }],
    [
      '2 events audit saying "repeated"',
      { ...anyPage, what: 'event', count: 2, receiver: 'audit', saying: 'repeated' },
    ],
    ['1 incident', { ...anyPage, what: 'incident', count: 1 }],
  ])('expects: %s', (what, expectation) => {
    expect(read('by 5s', what)).toEqual(expectation);
  });

  it('tells what happens, once or many times, with what a payload is to say instead', () => {
    const payload = { kind: 'payload', at: 60_000, file: 'a.json', changes: {}, times: 1, everyMs: 1_000 };
    expect(read('at 1m', 'payload a.json')).toEqual(payload);
    expect(
      read('at 1m', 'payload a.json service=pay times=20 every=500ms error="TimeoutError: no answer"'),
    ).toEqual({
      ...payload,
      changes: { service: 'pay', error: 'TimeoutError: no answer' },
      times: 20,
      everyMs: 500,
    });
    expect(read('at 1m', 'payload a.json tags.region=eu issue={n}')).toEqual({
      problem: expect.any(String) as string,
    });
    expect(read('at 1m', 'payload a.json tags.region=eu service={n}')).toEqual({
      ...payload,
      changes: { 'tags.region': 'eu', service: '{n}' },
    });
    expect(read('at 90s', 'silence service=~"pay .*" level=error for=30m')).toEqual({
      kind: 'silence',
      at: 90_000,
      matchers: [
        { label: 'service', op: '=~', pattern: 'pay .*' },
        { label: 'level', op: '=', value: 'error' },
      ],
      forMs: 1_800_000,
    });
    expect(read('by 6h35m', 'page')).toEqual({ ...anyPage, by: 6 * 3_600_000 + 35 * 60_000 });
    expect(read('at 1h30m', 'silence service=pay for=1d12h')).toMatchObject({ forMs: 36 * 3_600_000 });
    expect(read('at 90s', 'acknowledge')).toEqual({ kind: 'acknowledge', at: 90_000 });
  });

  it.each([
    ['after 5s', 'page', 'Write "at 0s" for what happens, or "by 5s"'],
    ['by soon', 'page', 'Write "at 0s"'],
    ['by 6 hours 35 min', 'page', 'Did you mean by 6h35m?'],
    ['by 99999999w', 'page', 'Write "at 0s"'],
    ['by 5s', 'somebody wakes up', 'Write "page", "no page"'],
    ['by 5s', 'incident payments', 'Write "message payments"'],
    ['at 0s', 'page payments', 'Write "payload <file>'],
    [
      'at 0s',
      'payload a.json colour=red',
      'Write one of service=…, error=…, tags.<name>=…, times=5 or every=2s',
    ],
    ['at 0s', 'silence', 'Write a label'],
    ['at 0s', 'silence service=pay for=ever', 'Write for=30m'],
    ['at 0s', 'payload a.json times=0', 'times=5'],
  ])('that is none says what to write: %s: %s', (when, what, problem) => {
    expect(read(when, what)).toEqual({ problem: expect.stringContaining(problem) as string });
  });
});
