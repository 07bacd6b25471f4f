import type { SentryError, SimulatedOccurrence } from '../../sentry-error.ts';
import { addressesOf } from './addresses.ts';
import { clientAt, receivedAt, zuluMicros } from './event-time.ts';
import { asciiJson, pythonFloat } from './json-ascii.ts';

/**
 * The event of an occurrence (a cron or uptime monitor) as `event_alert` carries it: no exception, no stack, no
 * request. What it is about stands in `occurrence`, in camelCase as nothing else of an event is (getsentry/sentry,
 * src/sentry/issues/issue_occurrence.py; the four shapes of `event_alert`: sentry-docs PR 18382).
 */
export function occurrenceEventJson(error: SentryError, occurrence: SimulatedOccurrence): string {
  const { api, web, issueApi } = addressesOf(error);
  const head = asciiJson(headOf(error, occurrence));
  const received = pythonFloat(receivedAt(error) / 1000);
  const timestamp = pythonFloat(clientAt(error) / 1000);
  const tail = asciiJson({
    title: occurrence.title,
    type: 'generic',
    version: '7',
    url: api,
    web_url: web,
    occurrence: occurrencePart(error, occurrence),
    issue_url: issueApi,
    issue_id: error.issueId,
  });
  return `${head.slice(0, -1)},"received":${received},"timestamp":${timestamp},${tail.slice(1)}`;
}

function headOf(error: SentryError, occurrence: SimulatedOccurrence): Record<string, unknown> {
  return {
    event_id: error.eventId,
    project: error.project.id,
    release: null,
    dist: null,
    platform: 'other',
    message: '',
    datetime: zuluMicros(clientAt(error)),
    tags: tagsOf(error),
    _metrics: { 'bytes.stored.event': 4096 },
    _ref: error.project.id,
    _ref_version: 2,
    contexts: occurrence.contexts,
    culprit: '',
    environment: error.environment,
    fingerprint: ['{{ default }}'],
    grouping_config: {
      enhancements: 'KLUv_SAYwQAAkwKRs25ld3N0eWxlOjIwMjMtMDEtMTGQ',
      id: 'newstyle:2023-01-11',
    },
    hashes: [fingerprintOf(error)],
    key_id: '4501',
    level: error.level,
    location: null,
    logger: '',
    metadata: { title: occurrence.title },
  };
}

/** What Sentry says of it beside its event. */
export function occurrencePart(error: SentryError, occurrence: SimulatedOccurrence): Record<string, unknown> {
  return {
    id: error.eventId.split('').reverse().join(''),
    projectId: error.project.id,
    eventId: error.eventId,
    fingerprint: [fingerprintOf(error)],
    issueTitle: occurrence.title,
    subtitle: occurrence.subtitle,
    resourceId: null,
    evidenceData: {},
    evidenceDisplay: occurrence.evidence,
    type: occurrence.type,
    detectionTime: clientAt(error) / 1000,
    level: error.level,
    culprit: '',
    priority: 75,
    assignee: null,
  };
}

function tagsOf(error: SentryError): [string, string][] {
  const environment: [string, string][] =
    error.environment === null ? [] : [['environment', error.environment]];
  return [
    ...environment,
    ['level', error.level] as [string, string],
    ...error.tags.map(([name, value]): [string, string] => [name, value]),
  ].sort(([left], [right]) => (left < right ? -1 : 1));
}

function fingerprintOf(error: SentryError): string {
  return error.issueId.padStart(32, '0').slice(-32);
}
