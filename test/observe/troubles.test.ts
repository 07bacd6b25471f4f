import { expect, it } from 'vitest';
import { sideLaneNotes, troubleNotes, Troubles } from '../../src/observe/troubles.ts';
import type { LaneState } from '../../src/domain/sending/lane.ts';

it('what goes on beside alerts is noted while it does not work, each with its newest reason', () => {
  const troubles = new Troubles();
  troubles.note('context', 'sentry.io gave no answer (timeout).');
  troubles.note('context', 'Sentry does not take the token.');
  troubles.note('on-call', 'PagerDuty knows no service P1.');
  troubles.note('resolve', 'Gone soon.');
  troubles.note('resolve', null);
  expect(troubleNotes(troubles.list())).toEqual([
    'Sentry cannot be asked about incidents: Sentry does not take the token.',
    'Who is on call is not known: PagerDuty knows no service P1.',
  ]);
});

it('a lane of change events that is held up is noted, and those of receivers are told of elsewhere', () => {
  const lane = (id: string, state: LaneState): [string, { state: LaneState; failures: number }] => [
    id,
    { state, failures: 0 },
  ];
  const blocked: LaneState = { kind: 'blocked', reason: 'Invalid routing key.', since: 0 } as LaneState;
  const waiting: LaneState = { kind: 'waiting', until: 9_000, reason: 'HTTP 429.' } as LaneState;
  const lanes = new Map([
    lane('pagerduty:a:changes', blocked),
    lane('pagerduty:b:changes', waiting),
    lane('pagerduty:c:changes', { kind: 'flowing' }),
    lane('pagerduty:a', blocked),
  ]);
  expect(sideLaneNotes([{ lanes } as never], [{ id: 'pagerduty:a' }], 4_500)).toEqual([
    'pagerduty:a:changes is blocked, which keeps no page: Invalid routing key.',
    'pagerduty:b:changes waits 5 s, which keeps no page: HTTP 429.',
  ]);
});
