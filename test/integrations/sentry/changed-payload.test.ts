import { expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { capturedDelivery } from '../../../src/ingest/captured.ts';
import { changedPayload, type PayloadChanges } from '../../../src/integrations/sentry/changed-payload.ts';
import { createSentrySource } from '../../../src/integrations/sentry/source.ts';
import { fixtureText } from './fixture.ts';

const at = 1_800_000_000_000;

function alertOf(fixture: string, kind: string, changes: PayloadChanges): Alert {
  const body = JSON.parse(fixtureText(fixture)) as Record<string, unknown>;
  const said = changedPayload(body, changes, { at, event: 'e'.repeat(32) });
  const entry = { ...capturedDelivery(kind, said, 'd'), seq: 1, receivedAt: at };
  const reading = createSentrySource({ allowedHosts: [] }).read(entry);
  if (reading.kind !== 'alert') throw new Error('It carries no alert.');
  return reading.alert;
}

it('a changed payload is read as Sentry’s own: another service, environment, level, release, issue and error, just now', () => {
  const alert = alertOf('event_alert.triggered', 'event_alert', {
    service: 'pay-api',
    environment: 'eu-1',
    level: 'fatal',
    release: 'pay@2',
    issue: '4711',
    project: 'pay-backend',
    error: 'RedisError: connect ECONNREFUSED cache-main:6379',
  });
  expect(alert).toMatchObject({
    service: 'pay-api',
    environment: 'eu-1',
    level: 'fatal',
    release: 'pay@2',
    project: 'pay-backend',
    type: 'RedisError',
    message: 'connect ECONNREFUSED cache-main:6379',
    eventId: 'e'.repeat(32),
    ageMs: 0,
  });
  expect(alert.issueKey).toMatch(/\/4711$/);
});

it('what is not changed stays, and a resolve is that of the issue that is named', () => {
  const before = alertOf('event_alert.triggered', 'event_alert', {});
  expect(before).toMatchObject({ service: 'cart', level: 'error', type: 'RedisTimeout' });
  expect(alertOf('issue.resolved', 'issue', { issue: '4711' })).toMatchObject({
    status: 'resolved',
    issueKey: expect.stringMatching(/\/4711$/) as string,
  });
  expect(alertOf('issue.created', 'issue', { project: 'pay-backend' }).project).toBe('pay-backend');
});

it('another user and another tag are those of the event', () => {
  const of = (changes: PayloadChanges): Alert => alertOf('event_alert.triggered', 'event_alert', changes);
  const [before, after] = [of({}), of({ user: 'u7', 'tags.region': 'eu' })];
  expect(after.userHash).not.toBe(before.userHash);
  expect(after.userHash).toBe(of({ user: 'u7' }).userHash);
  expect(after.tags).toContainEqual(['region', 'eu']);
  expect(of({ 'tags.server_name': 'other' }).tags).toContainEqual(['server_name', 'other']);
});
