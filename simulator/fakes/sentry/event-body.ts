import type { SentryError } from '../../sentry-error.ts';
import { metadataOf, staticParts, titleOf } from './event-parts.ts';
import { addressesOf } from './addresses.ts';
import { clientAt, receivedAt, zuluMicros } from './event-time.ts';
import { asciiJson, pythonFloat } from './json-ascii.ts';
import { occurrenceEventJson } from './occurrence-body.ts';

/**
 * An event as `data.event` and `data.error` carry it (Event.as_dict): first the fixed keys, then the stored
 * ones in alphabetical order, then the links. No count, no first sight, no slugs: those stand in the URL.
 */
export function eventJson(error: SentryError): string {
  return error.occurrence === undefined
    ? errorEventJson(error)
    : occurrenceEventJson(error, error.occurrence);
}

function errorEventJson(error: SentryError): string {
  const parts = staticParts(error);
  const received = pythonFloat(receivedAt(error) / 1000);
  const timestamp = pythonFloat(clientAt(error) / 1000);
  const head = asciiJson({
    event_id: error.eventId,
    project: error.project.id,
    release: error.release,
    dist: null,
    platform: error.project.platform,
    message: error.message ?? '',
    datetime: zuluMicros(clientAt(error)),
    tags: tagsOf(error),
    _dsc: null,
    _meta: null,
    _metrics: { 'bytes.ingested.event': 8192, 'bytes.stored.event': 12_288 },
    _ref: error.project.id,
    _ref_version: 2,
    breadcrumbs: breadcrumbsOf(error),
  });
  const middle = asciiJson(storedKeys(error));
  const exception = parts.exception === null ? '' : `,"exception":${parts.exception}`;
  const trace = error.traceId === null ? '' : `,"trace":${asciiJson(traceOf(error.traceId))}`;
  return [
    head.slice(0, -1),
    `,"contexts":${parts.contexts.slice(0, -1)}${trace}}`,
    `,"culprit":${asciiJson(error.culprit)},"environment":${asciiJson(error.environment)},"errors":[]`,
    exception,
    `,${middle.slice(1, -1)}`,
    `,"modules":${parts.modules},"nodestore_insert":${received},"received":${received}`,
    `,"request":${asciiJson(requestOf(error))},"sdk":${parts.sdk},"timestamp":${timestamp}`,
    `,${asciiJson(tailKeys(error)).slice(1)}`,
  ].join('');
}

function storedKeys(error: SentryError): Record<string, unknown> {
  const stable = error.issueId.padStart(32, '0').slice(-32);
  return {
    extra: { 'sys.argv': ['serve'] },
    fingerprint: ['{{ default }}'],
    grouping_config: {
      enhancements: 'KLUv_SAYwQAAkwKRs25ld3N0eWxlOjIwMjMtMDEtMTGQ',
      id: 'newstyle:2023-01-11',
    },
    hashes: [stable],
    ingest_path: [{ version: '26.9.0', public_key: 'relay-of-the-fake' }],
    key_id: '4501',
    level: error.level,
    location: error.exceptions.at(-1)?.frames.findLast((frame) => frame.inApp)?.filename ?? null,
    ...(error.message !== null && { logentry: { formatted: error.message, message: null, params: null } }),
    logger: error.message === null ? '' : 'app',
    metadata: metadataOf(error),
  };
}

function tailKeys(error: SentryError): Record<string, unknown> {
  const { api, web, issueApi } = addressesOf(error);
  return {
    title: titleOf(error),
    ...(error.transaction !== null && { transaction: error.transaction }),
    type: error.exceptions.length > 0 ? 'error' : 'default',
    user:
      error.user === null
        ? null
        : { id: error.user.id, email: error.user.email, sentry_user: `id:${error.user.id}` },
    version: '7',
    url: api,
    web_url: web,
    issue_url: issueApi,
    issue_id: error.issueId,
  };
}

/** Pairs, sorted by name; the scenario's own tags win over the ones that Sentry derives. */
function tagsOf(error: SentryError): [string, string][] {
  const tags = new Map<string, string>([
    ['level', error.level],
    ['server_name', `web-${error.project.id % 7}`],
  ]);
  if (error.environment !== null) tags.set('environment', error.environment);
  if (error.release !== null) tags.set('release', error.release);
  if (error.service !== null) tags.set('service', error.service);
  if (error.transaction !== null) tags.set('transaction', error.transaction);
  if (error.requestUrl !== null) tags.set('url', error.requestUrl);
  if (error.user !== null) tags.set('user', `id:${error.user.id}`);
  for (const [name, value] of error.tags) tags.set(name, value);
  return [...tags].sort(([left], [right]) => (left < right ? -1 : 1));
}

function breadcrumbsOf(error: SentryError): unknown {
  const values = error.httpBreadcrumbs.map(({ url, status }, index) => ({
    timestamp: clientAt(error) / 1000 - error.httpBreadcrumbs.length + index,
    type: 'http',
    category: 'httplib',
    level: 'info',
    message: null,
    data: { method: 'GET', url, ...(status !== null && { status_code: status, reason: 'error' }) },
    event_id: null,
  }));
  return { values };
}

function requestOf(error: SentryError): unknown {
  if (error.requestUrl === null) return null;
  const headers = [
    ['Accept', '*/*'],
    ['Host', hostOf(error.requestUrl)],
    ['User-Agent', 'probe/1.0'],
  ];
  return {
    url: error.requestUrl,
    method: 'GET',
    data: null,
    query_string: [],
    fragment: null,
    cookies: null,
    headers,
    env: null,
    inferred_content_type: null,
  };
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/]+)/.exec(url)?.[1] ?? '';
}

function traceOf(traceId: string): Record<string, unknown> {
  return {
    trace_id: traceId,
    span_id: traceId.slice(0, 16),
    op: 'http.server',
    status: 'internal_error',
    type: 'trace',
  };
}
