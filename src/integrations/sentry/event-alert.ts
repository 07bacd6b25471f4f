import type { Alert } from '../../domain/alert.ts';
import { blankAlert, longestMessage, longestName, longestTitle, sentryIssueKey } from './blank-alert.ts';
import { calledHostsOf } from './called-hosts.ts';
import { categoryOfEvent } from './category.ts';
import { exceptionsOf, type ExceptionChain } from './exception.ts';
import { levelOf, severityOfLevel } from './level.ts';
import { asText, idAt, listAt, objectAt, textAt, timeAt, valueAt, type JsonObject } from './payload.ts';
import { tagsOf, type Tags } from './tags.ts';
import { userHashOf } from './user-hash.ts';

/** What the envelope around an event tells: which issue it belongs to, and why it was sent. */
export interface EventPlace {
  /** `event_alert.triggered`, `error.created`, … */
  readonly resource: string;
  readonly org: string;
  readonly issueId: string;
  readonly project: string | null;
  readonly link: string | null;
  readonly rules: readonly string[];
}

/** A firing alert out of one Sentry event (`data.event`, `data.error`, or the event of the legacy shape). */
export function alertOfEvent(event: JsonObject, place: EventPlace): Alert {
  const tags = tagsOf(event);
  const chain = exceptionsOf(event);
  const level = levelOf(valueAt(event, 'level'), tags.get('level'));
  const { title, message, type } = wordingOf(event, chain);
  return {
    ...blankAlert,
    issueKey: sentryIssueKey(place.org, place.issueId),
    resource: place.resource,
    status: 'firing',
    project: place.project,
    service: serviceOf(tags) ?? place.project ?? 'unknown',
    environment: textAt(event, 'environment', longestName) ?? tags.get('environment'),
    release: releaseOf(event, tags),
    transaction: textAt(event, 'transaction', longestName) ?? tags.get('transaction'),
    title,
    type,
    message,
    culprit: textAt(event, 'culprit', longestName),
    frame: chain.frame,
    exceptions: chain.texts,
    level,
    severity: severityOfLevel(level),
    category: categoryOfEvent(event),
    eventId: idAt(event, 'event_id') ?? idAt(event, 'eventID') ?? idAt(event, 'id'),
    eventAt: timeAt(event, 'timestamp') ?? timeAt(event, 'datetime') ?? timeAt(event, 'dateCreated'),
    userHash: userHashOf(event, tags.get('user') ?? tags.get('sentry:user'), place.org),
    rules: place.rules,
    tags: tags.shown,
    link: place.link,
    traceId: traceIdOf(event),
    calledHosts: calledHostsOf(event),
    fingerprint: fingerprintOf(event),
  };
}

/** The service that a tag names: OpenTelemetry's `service.name` and its common spellings. */
function serviceOf(tags: Tags): string | null {
  return tags.get('service') ?? tags.get('service.name') ?? tags.get('service_name');
}

/** A version, or the object with one that Sentry's API gives. */
function releaseOf(event: JsonObject, tags: Tags): string | null {
  return (
    textAt(event, 'release', longestName) ??
    textAt(objectAt(event, 'release'), 'version', longestName) ??
    tags.get('release') ??
    tags.get('sentry:release')
  );
}

/** Message events have no exception; their text is in `logentry`, `message` or the metadata. */
function wordingOf(event: JsonObject, chain: ExceptionChain): Pick<Alert, 'title' | 'message' | 'type'> {
  const metadata = objectAt(event, 'metadata');
  const { outermost } = chain;
  const type = outermost?.type ?? textAt(metadata, 'type', longestName);
  const text = outermost === null ? messageOf(event) : outermost.value;
  const metadataText = textAt(metadata, 'value', longestMessage);
  const named = type === null ? text : `${type}: ${text ?? metadataText ?? ''}`.replace(/: $/, '');
  const title =
    textAt(event, 'title', longestTitle) ??
    asText(named, longestTitle) ??
    textAt(metadata, 'title', longestTitle) ??
    'Error without a title';
  const message = asText(text, longestMessage) ?? metadataText;
  // An exception without a value says all by its type; anything else at least repeats its title.
  return {
    title,
    type,
    message: message ?? (type === null ? (textAt(metadata, 'title', longestMessage) ?? title) : ''),
  };
}

function messageOf(event: JsonObject): string | null {
  const logentry = objectAt(event, 'logentry');
  return (
    textAt(logentry, 'formatted', longestMessage) ??
    textAt(logentry, 'message', longestMessage) ??
    textAt(event, 'message', longestMessage) ??
    textAt(objectAt(event, 'message'), 'formatted', longestMessage)
  );
}

function traceIdOf(event: JsonObject): string | null {
  const id = textAt(objectAt(objectAt(event, 'contexts'), 'trace'), 'trace_id', 64)
    ?.replaceAll('-', '')
    .toLowerCase();
  // W3C Trace Context: 32 hex digits, and all zeros mean that there is no trace.
  return id !== undefined && /^(?!0{32})[0-9a-f]{32}$/.test(id) ? id : null;
}

/** Sentry writes its default as `["{{ default }}"]`; anything else was set by the user. */
function fingerprintOf(event: JsonObject): readonly string[] | null {
  const parts = listAt(event, 'fingerprint')
    .slice(0, 10)
    .flatMap((part) => asText(part, longestName) ?? []);
  const custom = parts.some((part) => !/^\{\{\s*default\s*\}\}$/.test(part));
  return custom ? parts : null;
}
