import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signatureOf } from '../../../../src/correlate/evidence/template/signature.ts';
import { eventAlert } from '../fixture.ts';

const names = [
  'Error',
  'KeyError',
  'ExecutionException',
  'com.acme.OrderFailed',
  '*fmt.wrapError',
  'RetryError',
];
const words = ['', 'no rate', 'failed to load', 'java.lang.Error: no rate', 'order 7 is gone', 'x'];
const small = fc.option(fc.nat({ max: 6 }), { nil: undefined });

const frames = fc.array(
  fc.record({
    function: fc.constantFrom('rate', 'load', '?', null),
    filename: fc.constantFrom('a.py', 'b.py', null),
    module: fc.constantFrom('com.acme.A', 'orders.a', null),
    in_app: fc.boolean(),
    lineno: fc.nat({ max: 3 }),
  }),
  { maxLength: 3 },
);

const exception = fc.record({
  type: fc.constantFrom(...names),
  value: fc.constantFrom(...words),
  module: fc.constantFrom(null, 'java.lang', 'com.acme'),
  mechanism: fc.record({
    type: fc.constantFrom('chained', 'suppressed'),
    exception_id: small,
    parent_id: small,
    is_exception_group: fc.boolean(),
  }),
  stacktrace: frames.map((list) => ({ frames: list })),
});

test('of any chain, title, type and message are those of one exception, which is a container only if all are', () => {
  fc.assert(
    fc.property(fc.array(exception, { minLength: 1, maxLength: 60 }), small, (values, main_exception_id) => {
      const alert = eventAlert({ main_exception_id, exception: { values } });
      const { type, message, title } = alert;
      const same = values.filter((one) => one.type === type && one.value === message);
      expect(same.length).toBeGreaterThan(0);
      expect(title).toBe(message === '' ? type : `${type}: ${message}`);
      const marked = values.map(({ mechanism }) => mechanism.is_exception_group);
      if (marked.some((one) => !one)) {
        expect(same.some(({ mechanism }) => !mechanism.is_exception_group)).toBe(true);
      }
      expect(alert.exceptions).toContainEqual({
        type,
        value: message,
        module: expect.toBeOneOf([null, expect.any(String)]) as unknown,
      });
      expect(alert.exceptions.length).toBeLessThanOrEqual(10);
    }),
    { numRuns: 300 },
  );
});

test('of any chain, the frame is one that the payload names, with a file or a function', () => {
  fc.assert(
    fc.property(fc.array(exception, { minLength: 1, maxLength: 8 }), (values) => {
      const alert = eventAlert({ exception: { values } });
      const holders = values.filter(({ mechanism }) => !mechanism.is_exception_group);
      // Where a group was built says nothing about where it broke.
      fc.pre(holders.length > 0);
      const all = holders.flatMap(({ stacktrace }) => stacktrace.frames);
      const usable = all.filter(
        (one) => one.filename !== null || (one.function !== null && one.function !== '?'),
      );
      expect(alert.frame === null).toBe(usable.length === 0);
      if (alert.frame === null) return;
      expect(alert.frame.filename ?? alert.frame.function).not.toBeNull();
      expect(alert.frame.line).not.toBe(0);
      expect(signatureOf(alert)).toBe(signatureOf(eventAlert({ exception: { values } })));
    }),
    { numRuns: 300 },
  );
});

test('a chain of hostile length and texts costs no more than in proportion to its length', () => {
  const values = Array.from({ length: 50 }, (_, n) => ({
    type: 'Error',
    value: `failed to load ${n} because of (a: b; `.repeat(100),
  }));
  const before = performance.now();
  for (let round = 0; round < 5; round += 1) eventAlert({ exception: { values } });
  expect(performance.now() - before).toBeLessThan(1_000);
});
