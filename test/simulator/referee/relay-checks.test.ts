import { describe, expect, it } from 'vitest';
import { judgedWith, type Change } from './changed-run.ts';
import { delivery } from './evidence-sample.ts';

const SPOILED: Change[] = [
  [
    'a webhook was refused',
    'answered',
    (good) => ({
      deliveries: [...good.deliveries, delivery(9000, 'a-api', { outcome: 'rejected', status: 401 })],
    }),
  ],
  [
    'a webhook was not answered',
    'answered',
    (good) => ({
      deliveries: [
        ...good.deliveries,
        delivery(9000, 'a-api', { outcome: 'unanswered', status: null, ackMs: null }),
      ],
    }),
  ],
  [
    'an accepted webhook is not in the books',
    'nothing-lost',
    (good) => ({ books: { ...good.books!, accepted: 5 } }),
  ],
  [
    'the books hold more than was sent',
    'nothing-lost',
    (good) => ({ books: { ...good.books!, accepted: 7 } }),
  ],
  ['a column of the books is short', 'books-balance', (good) => ({ books: { ...good.books!, folded: 4 } })],
  [
    'the messages cover too little',
    'slack-covers-alerts',
    (good) => ({ deliveries: [...good.deliveries, delivery(9000, 'a-api')] }),
  ],
  ['something stays in flight', 'drained', (good) => ({ books: { ...good.books!, inFlight: 1 } })],
  ['it never came to rest', 'drained', () => ({ drainedAfterMs: null })],
  [
    'a crash is in no page',
    'fatals-paged',
    (good) => ({
      deliveries: [...good.deliveries, delivery(9000, 'z-api')],
      fatals: [{ service: 'z-api', shortId: 'Z-1', issueId: 'issue z-api' }],
    }),
  ],
  ['somebody was paged', 'nobody-paged', () => ({})],
  ['something was given up', 'no-dead-letters', (good) => ({ books: { ...good.books!, dead: 1 } })],
  ['the relay crashed at the end', 'clean-exit', () => ({ exit: { code: 1, signal: null } })],
  ['the relay had to be killed', 'clean-exit', () => ({ exit: { code: null, signal: 'SIGKILL' } })],
];

describe("the checks on the relay's own answers convict", () => {
  it.each(SPOILED)('when %s: %s', (_what, name, change) => {
    expect(judgedWith(name, change)).toBe(false);
  });
});
