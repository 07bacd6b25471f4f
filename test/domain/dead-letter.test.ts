import { expect, it } from 'vitest';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import {
  isMeant,
  receiverOf,
  type DeadLetter,
  type WhichLetters,
} from '../../src/domain/sending/dead-letter.ts';

const letter: DeadLetter = {
  id: 3,
  kind: 'notification',
  subject: 'inc-7/slack/C024BE91L/message',
  incident: 'inc-7',
  at: 100,
  decision: toldBefore('r'),
  attempts: 1,
  state: 'open',
  closed: null,
};
const anyOf: WhichLetters = {
  ids: null,
  kind: null,
  incident: null,
  code: null,
  receiver: null,
  since: null,
  until: null,
};

it.each([
  [{}, true],
  [{ ids: [2, 3] }, true],
  [{ ids: [2] }, false],
  [{ kind: 'entry' }, false],
  [{ incident: 'inc-7', receiver: 'slack/C024BE91L' }, true],
  [{ incident: 'inc-70' }, false],
  [{ receiver: 'slack/C024' }, false],
  [{ code: 'told-before' }, true],
  [{ code: 'content-refused' }, false],
  [{ since: 100, until: 101 }, true],
  [{ since: 101 }, false],
  [{ until: 100 }, false],
  // All that is said has to be met.
  [{ ids: [3], kind: 'entry' }, false],
] as const)('of %o: %s', (which, meant) => {
  expect(isMeant(letter, { ...anyOf, ...which })).toBe(meant);
});

it('knows whose a page is, and that an entry is of no receiver', () => {
  expect(receiverOf({ ...letter, subject: 'inc-7/pagerduty/5f3a90c1/page/2' })).toBe('pagerduty/5f3a90c1');
  expect(receiverOf({ ...letter, kind: 'entry', subject: '12', incident: null })).toBeNull();
});
