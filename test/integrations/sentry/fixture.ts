import { readdirSync, readFileSync } from 'node:fs';
import type { Alert } from '../../../src/domain/alert.ts';
import { unstamped, type Entry } from '../../../src/domain/inbox/entry.ts';
import { createSentrySource } from '../../../src/integrations/sentry/source.ts';
import type { Reading, Source } from '../../../src/seams/source.ts';

const folder = new URL('../../../fixtures/payloads/sentry/', import.meta.url);

/** Names of all Sentry fixtures, without `.json`; each begins with its hook resource. */
export const fixtureNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

/** The text of a fixture. */
export function fixtureText(name: string): string {
  return readFileSync(new URL(`${name}.json`, folder), 'utf8');
}

/** The hook resource that a fixture was sent with. */
export function resourceOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

/** An inbox entry with this kind and body. */
export function entryOf(kind: string, body: string): Entry {
  const source = kind === 'legacy' ? 'sentry-legacy' : 'sentry';
  return {
    seq: 7,
    source,
    id: 'd-7',
    kind,
    body,
    digest: '',
    verifiedBy: 'secret-1',
    ...unstamped,
    receivedAt: 0,
  };
}

/** A source that lets links to sentry.io and one self-hosted Sentry through. */
export const source: Source = createSentrySource({
  allowedHosts: ['sentry.harbor.example', 'sentry.lab.example:8443'],
});

/** What the source reads out of a fixture. */
export function readFixture(name: string): Reading {
  return source.read(entryOf(resourceOf(name), fixtureText(name)));
}

/** The alert of a fixture that must have one. */
export function alertOf(name: string): Alert {
  return mustAlert(readFixture(name));
}

/** The alert of a reading that must have one. */
export function mustAlert(reading: Reading): Alert {
  if (reading.kind !== 'alert') throw new Error(`Expected an alert, but it is ${JSON.stringify(reading)}`);
  return reading.alert;
}

/** An alert read from a body given as a value. */
export function alertFrom(kind: string, body: unknown): Alert {
  return mustAlert(source.read(entryOf(kind, JSON.stringify(body))));
}

/** An `event_alert` around an event with these fields. */
export function eventAlert(event: Readonly<Record<string, unknown>>): Alert {
  const data = {
    event: { issue_id: '41', url: 'https://sentry.io/api/0/projects/acme/web/events/a1/', ...event },
  };
  return alertFrom('event_alert', { action: 'triggered', data });
}
