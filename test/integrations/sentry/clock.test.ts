import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import type { Entry } from '../../../src/domain/inbox/entry.ts';
import { entryOf, mustAlert, source } from './fixture.ts';

const sentAt = Date.UTC(2026, 10, 16, 9, 30);
const minute = 60_000;

interface Told {
  readonly sentAt?: number | null;
  readonly receivedAt?: number;
  readonly kind?: string;
}

function read(body: object, told: Told = {}): Pick<Alert, 'sentryAt' | 'ageMs' | 'agoMs' | 'eventAt'> {
  const { kind = 'event_alert', receivedAt = sentAt + 800 } = told;
  const entry: Entry = {
    ...entryOf(kind, JSON.stringify(body)),
    receivedAt,
    ...('sentAt' in told ? { sentAt: told.sentAt } : { sentAt }),
  };
  return mustAlert(source.read(entry));
}

function eventBody(event: object): object {
  return { action: 'triggered', data: { event: { issue_id: '41', ...event } } };
}

describe("an event's age", () => {
  test("is told by Sentry's clock alone, however wrong the client's is", () => {
    const received = (sentAt - 90_000) / 1000;
    for (const timestamp of [received - 7_200, received + 7_200, 0]) {
      expect(read(eventBody({ received, timestamp }))).toMatchObject({
        sentryAt: sentAt - 90_000,
        ageMs: 90_000,
      });
    }
  });

  test.each([
    ['seconds', sentAt / 1000 - 60, sentAt - minute],
    ['seconds with a fraction', sentAt / 1000 - 59.5, sentAt - 59_500],
    ['ISO 8601', '2026-11-16T09:29:00.000000Z', sentAt - minute],
  ])('is read from %s', (_, received, sentryAt) => {
    expect(read(eventBody({ received }))).toMatchObject({ sentryAt, ageMs: sentAt - sentryAt });
  });

  test('is 0 for an event that was received after its webhook was sent', () => {
    expect(read(eventBody({ received: sentAt / 1000 + 5 }))).toMatchObject({
      sentryAt: sentAt + 5_000,
      ageMs: 0,
    });
  });

  test('is measured from when the webhook came where it does not say when it was sent', () => {
    const body = eventBody({ received: sentAt / 1000 });
    expect(read(body, { sentAt: null, receivedAt: sentAt + 4_000 })).toMatchObject({
      sentryAt: sentAt,
      ageMs: 4_000,
    });
  });

  test.each([
    ['none', undefined],
    ['null', null],
    ['zero', 0],
    ['1998', Date.UTC(1998, 3, 1) / 1000],
    ['2090', Date.UTC(2090, 0, 1) / 1000],
    ['two days ahead', sentAt / 1000 + 172_800],
    ['milliseconds', sentAt],
    ['words', 'yesterday'],
  ])('is 0 where the time received is absurd: %s', (_, received) => {
    expect(read(eventBody({ received }))).toMatchObject({ sentryAt: sentAt, ageMs: 0 });
    expect(read(eventBody({ received }), { sentAt: null })).toMatchObject({ sentryAt: null, ageMs: 0 });
  });
});

describe('how long ago an event happened', () => {
  const received = sentAt / 1000 - 60;
  test.each([
    [
      'is as its client says, up to an hour before Sentry received it',
      received,
      received - 1_500,
      26 * minute,
    ],
    ['is as long as Sentry had it, where the client says something else', received, received - 7_200, minute],
    ['is no less than that', received, received + 30, minute],
    ['and no more than a month', sentAt / 1000 - 40 * 86_400, sentAt / 1000 - 40 * 86_400, 0],
    [
      'is as the client says, up to a day, where Sentry does not say',
      undefined,
      sentAt / 1000 - 7_200,
      120 * minute,
    ],
    ['or nothing where nobody does', undefined, undefined, 0],
    ['or that is absurd', undefined, 0, 0],
  ])('%s', (_, at, timestamp, agoMs) => {
    expect(read(eventBody({ received: at, timestamp })).agoMs).toBe(agoMs);
  });
});

describe('what tells itself as it happens', () => {
  test.each([
    ['issue', { action: 'created', data: { issue: { id: '1', lastSeen: '2026-11-16T01:00:00Z' } } }],
    ['metric_alert', { action: 'critical', data: { metric_alert: { alert_rule: { id: '3' } } } }],
    [
      'activity_alert',
      { action: 'triggered', data: { issue: { id: '1' }, activity: { type: 'status_escalating' } } },
    ],
  ])('is as old as its webhook: %s', (kind, body) => {
    expect(read(body, { kind })).toMatchObject({ sentryAt: sentAt, ageMs: 0 });
    expect(read(body, { kind, sentAt: null })).toMatchObject({ sentryAt: null, ageMs: 0 });
  });
});
