import { unstamped, type Entry } from '../../domain/inbox/entry.ts';

/** Errors as three languages word them: enough to touch every rule that reads texts. */
const errors = [
  { type: 'RedisError', value: 'connect ECONNREFUSED cache-1.internal:6379', service: 'sample-cart' },
  {
    type: 'OperationalError',
    value: 'connection to server at "db" (10.0.0.7), port 5432 failed: timeout',
    service: 'sample-orders',
  },
  {
    type: 'TypeError',
    value: "Cannot read properties of undefined (reading 'id')",
    service: 'sample-search',
  },
] as const;

/**
 * Made-up entries, `rounds` of each error, that look like Sentry's. They serve to run the code once before the
 * first real webhook does, and are never stored.
 */
export function sampleEntries(rounds: number): readonly Entry[] {
  const all = Array.from({ length: rounds }, (_, round) =>
    errors.map((error) => bodyOf(error, round)),
  ).flat();
  return all.map((body, index) => ({
    seq: index + 1,
    source: 'sentry',
    id: `sample-${index}`,
    kind: 'event_alert',
    body,
    digest: '',
    verifiedBy: 'self',
    ...unstamped,
    receivedAt: index * 500,
  }));
}

function bodyOf({ type, value, service }: (typeof errors)[number], round: number): string {
  const frame = { filename: `src/${service}.ts`, function: 'load', lineno: 10 + round, in_app: true };
  const event = {
    event_id: round.toString(16).padStart(32, '0'),
    issue_id: `${service}-${round % 4}`,
    url: `https://sentry.io/api/0/projects/sample/${service}/events/${round}/`,
    title: `${type}: ${value}`,
    level: 'error',
    environment: 'production',
    release: `${service}@1.0.${round % 2}`,
    timestamp: round,
    tags: [
      ['service', service],
      ['environment', 'production'],
    ],
    user: { id: String(round) },
    exception: { values: [{ type, value, stacktrace: { frames: [frame] } }] },
  };
  return JSON.stringify({ action: 'triggered', data: { event, triggered_rule: 'sample' } });
}
