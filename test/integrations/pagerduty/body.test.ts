import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyWithin } from '../../../src/integrations/pagerduty/body.ts';
import { dedupKey } from '../../../src/integrations/pagerduty/dedup-key.ts';
import { eventOf, type TriggerEvent } from '../../../src/integrations/pagerduty/event.ts';
import { summaryOf } from '../../../src/integrations/pagerduty/summary.ts';
import { page } from '../../notifiers/example-projections.ts';
import { rowOf } from '../../notifiers/example-sends.ts';

const routingKey = 'Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe';

function bodyOf(
  details: Record<string, string | number | readonly string[]>,
  maxBytes?: number,
): TriggerEvent {
  const row = rowOf(page(), 'pagerduty:0a1b2c3d');
  const event = eventOf(page(), { row, step: 'create', messageLink: null }, { routingKey, relayUrl: null });
  if (event.event_action !== 'trigger') throw new Error('A create triggers.');
  const payload = { ...event.payload, custom_details: details };
  return JSON.parse(bodyWithin({ ...event, payload }, maxBytes)) as TriggerEvent;
}

describe('a body within 512 KB', () => {
  it('is left alone when it is small', () => {
    expect(bodyOf({ services: ['a', 'b'] }).payload.custom_details).toEqual({
      services: ['a', 'b'],
    });
  });

  it('loses the end of its longest list first and says how much is missing', () => {
    const issues = Array.from({ length: 400 }, (_, index) => `issue ${index} ${'é'.repeat(1500)}`);
    const { payload } = bodyOf({ issues, services: ['checkout', 'cart'], alerts: 7 });
    expect(payload.custom_details).toMatchObject({ services: ['checkout', 'cart'], alerts: 7 });
    const kept = payload.custom_details!['issues'] as string[];
    expect(kept.at(-1)).toBe(`… and ${400 - (kept.length - 1)} more`);
    expect(kept.length).toBeGreaterThan(50);
  });

  it('keeps key, summary and severity, whatever it has to drop', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ maxLength: 40 }),
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 3000 }),
            fc.integer(),
            fc.array(fc.string({ maxLength: 300 }), { maxLength: 40 }),
          ),
          { maxKeys: 12 },
        ),
        fc.integer({ min: 900, max: 20_000 }),
        (details, maxBytes) => {
          const event = bodyOf(details, maxBytes);
          expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(maxBytes);
          expect(event).toMatchObject({
            dedup_key: dedupKey(page()),
            routing_key: routingKey,
            event_action: 'trigger',
          });
          expect(event.payload).toMatchObject({
            summary: summaryOf(page()),
            severity: 'critical',
            source: 'checkout',
          });
        },
      ),
    );
  });
});
