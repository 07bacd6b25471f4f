import { expect, it } from 'vitest';
import type { PageFacts } from '../../../src/domain/sending/page-projection.ts';
import { eventOf } from '../../../src/integrations/pagerduty/event.ts';
import { page } from '../../notifiers/example-projections.ts';
import { rowOf, sendOf } from '../../notifiers/example-sends.ts';
import { ringing } from '../../sent.ts';

const lane = 'pagerduty:1';
const own = 'stormrelay:7f3a:inc-7f3a-12:1';
const standIn = { here: true } as const;

function keyOf(over: Partial<PageFacts>, handle: string | null = null): string {
  const row = rowOf(page(over), lane, handle === null ? {} : { sent: ringing({ handle }) });
  return eventOf(page(over), sendOf(row, 'create'), { routingKey: 'k', relayUrl: null }).dedup_key;
}

it('stands in for each receiver under a key of its own: one fallback key may have the pages of several', () => {
  expect(keyOf({ standIn, receiver: 'payments' })).toBe(`${own}@payments`);
  expect(keyOf({ standIn, receiver: 'Ärzte & Co: Nacht' })).toBe(`${own}@%C3%84rzte%20%26%20Co%3A%20Nacht`);
  expect(keyOf({ standIn, receiver: 'x'.repeat(500) }).length).toBeLessThan(255);
});

it('is what it always was for a relay that wakes one, at the own key of each, and of what rings already', () => {
  expect(keyOf({ standIn })).toBe(own);
  expect(keyOf({ receiver: 'payments' })).toBe(own);
  expect(keyOf({ receiver: 'payments', standIn: { since: 5 } })).toBe(own);
  expect(keyOf({ receiver: 'payments', standIn }, own)).toBe(own);
});
