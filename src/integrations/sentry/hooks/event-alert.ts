import type { Alert } from '../../../domain/alert.ts';
import { longestName, sentryIssueKey } from '../event/limits.ts';
import { calledHostsOf } from '../event/called-hosts.ts';
import { sortOfEvent, type Sort } from '../event/category.ts';
import { timesOfEvent, type HookTimes } from '../event/clock.ts';
import { exceptionsOf, type ExceptionStory } from '../event/exception.ts';
import { levelOf } from '../event/level.ts';
import { culpritAt, evidenceDataOf, wordsOfOccurrence, type OccurrenceWords } from '../event/occurrence.ts';
import { asText, idAt, listAt, objectAt, textAt, valueAt, type JsonObject } from '../event/payload.ts';
import { severityOf } from '../event/severity.ts';
import { tagsOf, type Tags } from '../event/tags.ts';
import { watchedEnvironment } from '../event/threshold.ts';
import { userHashOf } from '../event/user-hash.ts';
import { wordingOfEvent } from '../event/wording.ts';
import { oneCopy } from '../one-copy.ts';

/** What the envelope around an event tells: which issue it belongs to, and why it was sent. */
interface EventPlace {
  /** `event_alert.triggered`, `error.created`, … */
  readonly resource: string;
  readonly org: string;
  readonly issueId: string;
  readonly project: string | null;
  readonly link: string | null;
  readonly rules: readonly string[];
  readonly times: HookTimes;
  /** Names of the tags that are shown, in this order; null: all but personal ones. */
  readonly tags: readonly string[] | null;
}

/** A firing alert out of one Sentry event (`data.event`, `data.error`, or the event of the legacy shape). */
export function alertOfEvent(event: JsonObject, place: EventPlace): Alert {
  const tags = tagsOf(event);
  const story = exceptionsOf(event);
  const sort = sortOfEvent(event);
  const level = levelOf(valueAt(event, 'level'), tags.get('level'));
  const words = wordsOf(event, sort, story);
  return alertOf(event, place, { tags, story, sort, level, words, times: timesOfEvent(event, place.times) });
}

/** What was read out of an event. */
interface EventRead {
  readonly tags: Tags;
  readonly story: ExceptionStory;
  readonly sort: Sort;
  readonly level: string;
  readonly words: OccurrenceWords;
  readonly times: ReturnType<typeof timesOfEvent>;
}

/** Every alert of an event is made here, and one literal is made several times as fast as spread parts. */
function alertOf(event: JsonObject, place: EventPlace, read: EventRead): Alert {
  const { tags, story, sort, level, words, times } = read;
  return {
    reopened: null,
    shortId: null,
    firstSeenAt: null,
    sentryCount: null,
    sentryUsers: null,
    actor: null,
    drill: null,
    title: words.title,
    type: oneCopy(words.type),
    message: words.message,
    about: words.about,
    measured: words.measured,
    sentryAt: times.sentryAt,
    ageMs: times.ageMs,
    agoMs: times.agoMs,
    kind: sort.kind,
    issueKey: sentryIssueKey(place.org, place.issueId),
    resource: place.resource,
    status: 'firing',
    project: oneCopy(place.project),
    service: oneCopy(serviceOf(tags) ?? place.project ?? 'unknown'),
    environment: oneCopy(environmentOf(event, tags, sort)),
    release: oneCopy(releaseOf(event, tags)),
    transaction: textAt(event, 'transaction', longestName) ?? tags.get('transaction'),
    culprit: culpritAt(event, sort),
    frame: story.frame,
    exceptions: story.texts,
    drivers: story.libraries,
    level,
    severity: severityOf(objectAt(event, 'occurrence'), level, sort),
    category: sort.category,
    eventId: idAt(event, 'event_id') ?? idAt(event, 'eventID') ?? idAt(event, 'id'),
    eventAt: times.eventAt,
    userHash: userHashOf(event, tags.get('user') ?? tags.get('sentry:user'), place.org),
    rules: place.rules.map(oneCopy),
    tags: tags.shown(place.tags),
    link: place.link,
    traceId: traceIdOf(event),
    calledHosts: calledHostsOf(event),
    fingerprint: fingerprintOf(event),
    sdk: sdkOf(event),
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

function wordsOf(event: JsonObject, sort: Sort, story: ExceptionStory): OccurrenceWords {
  return sort.kind === 'occurrence' ? wordsOfOccurrence(event, sort) : wordsOfError(event, story);
}

function wordsOfError(event: JsonObject, story: ExceptionStory): OccurrenceWords {
  const { title, type, message } = wordingOfEvent(event, story);
  return { title, type, message, about: nothing, measured: null };
}

/** One for all: an empty list takes 32 bytes, and each incident keeps it. */
const nothing: Alert['about'] = [];

function environmentOf(event: JsonObject, tags: Tags, sort: Sort): string | null {
  const named = textAt(event, 'environment', longestName) ?? tags.get('environment');
  return named ?? (sort.category === 'metric' ? watchedEnvironment(evidenceDataOf(event)) : null);
}

/** Which SDK sent it (develop.sentry.dev, "SDK Interface"); null where it does not say, or its version is none. */
function sdkOf(event: JsonObject): NonNullable<Alert['sdk']> | null {
  const sdk = objectAt(event, 'sdk');
  const name = oneCopy(textAt(sdk, 'name', 100));
  const major = Number.parseInt(textAt(sdk, 'version', 40) ?? '', 10);
  return name === null || !Number.isSafeInteger(major) || major < 0 ? null : { name, major };
}

function traceIdOf(event: JsonObject): string | null {
  const told = textAt(objectAt(objectAt(event, 'contexts'), 'trace'), 'trace_id', 64);
  if (told === null || isTraceId.test(told)) return told;
  const id = told.replaceAll('-', '').toLowerCase();
  return isTraceId.test(id) ? id : null;
}

/** W3C Trace Context: 32 hex digits, and all zeros mean that there is no trace. */
const isTraceId = /^(?!0{32})[0-9a-f]{32}$/;

/** Sentry writes its default as `["{{ default }}"]`; anything else was set by the user. */
function fingerprintOf(event: JsonObject): readonly string[] | null {
  const told = listAt(event, 'fingerprint');
  if (told.length === 1 && told[0] === '{{ default }}') return null;
  const parts = told.slice(0, 10).flatMap((part) => asText(part, longestName) ?? []);
  const custom = parts.some((part) => !/^\{\{\s*default\s*\}\}$/.test(part));
  return custom ? parts : null;
}
