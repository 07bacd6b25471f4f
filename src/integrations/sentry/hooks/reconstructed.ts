import type { Alert } from '../../../domain/alert.ts';
import type { Reading } from '../../../seams/source.ts';
import { longestName } from '../event/limits.ts';
import { linkAt } from '../event/link.ts';
import { listAt, objectAt, objectsOf, textAt, timeAt, valueAt, type JsonObject } from '../event/payload.ts';
import { alertOfEvent } from './event-alert.ts';
import { missing, type Hook } from './hook.ts';
import { alertOfIssue, type IssueTurn } from './issue-alert.ts';
import { issueFacts } from './service-hook.ts';

/**
 * Reads what the relay itself read in Sentry's API: an issue as it stands, and its newest event beside it.
 * @throws Error when it names no organization, or its issue has no id.
 */
export function readReconstructed(hook: Hook): Reading {
  const issue = objectAt(hook.body, 'issue');
  const event = eventOfApi(objectAt(hook.body, 'event'));
  const org = textAt(hook.body, 'org', longestName);
  if (org === null) throw missing(hook, 'organization', 'org');
  const turn = turnOf(issue);
  // Without its event nothing tells the environment: it is waited for as after `issue.created`.
  const of = { ...hook, name: event === null ? 'issue.reconstructed' : 'event.reconstructed' };
  const backAt = cameBackAt(issue);
  const told = asOf(of, alertOfIssue(of, issue, turn), backAt);
  const since = valueAt(hook.body, 'since');
  const counted = typeof since === 'number' ? { countedSince: since } : {};
  const key = { ...counted, issueKey: told.issueKey.replace(/^sentry:[^/]*\//, `sentry:${org}/`) };
  if (event === null || turn.status !== 'firing') return { kind: 'alert', alert: { ...told, ...key } };
  const seen = alertOfEvent(event, {
    resource: of.name,
    org,
    issueId: key.issueKey.slice(`sentry:${org}/`.length),
    project: told.project,
    link: told.link ?? linkAt(event, ['web_url'], hook.options.hosts),
    rules: [],
    times: hook.times,
    tags: hook.options.tags,
  });
  const { reopened } = turn;
  const facts = { ...issueFacts(told, seen), ...counted };
  const back = backAt === null ? {} : { sentryAt: told.sentryAt, ageMs: Math.min(told.ageMs, seen.ageMs) };
  return { kind: 'alert', alert: { ...seen, ...facts, ...back, reopened, agoMs: agoOf(told, seen) } };
}

/** Where it stands in Sentry. What regressed or escalates was over before. */
function turnOf(issue: JsonObject): IssueTurn {
  const [status, substatus] = [valueAt(issue, 'status'), valueAt(issue, 'substatus')];
  if (status === 'resolved') return { status: 'resolved', reopened: null };
  if (status === 'ignored') return { status: 'archived', reopened: null };
  const came = substatus === 'regressed' || substatus === 'escalating' ? substatus : null;
  return { status: 'firing', reopened: came };
}

/** Reasons for which an issue is for review again: unarchived, regressed, escalating (src/sentry/models/groupinbox.py). */
const comebacks: ReadonlySet<unknown> = new Set([1, 2, 5]);

/** When Sentry took note that it is back, by its own clock: events go by those of clients. Null: it is not, or nobody tells. */
function cameBackAt(issue: JsonObject): number | null {
  const inbox = objectAt(issue, 'inbox');
  return comebacks.has(valueAt(inbox, 'reason')) ? timeAt(inbox, 'date_added') : null;
}

/** The age of an issue alone is that of its newest event or comeback; that it is over is known since Sentry was asked. */
function asOf({ body, times }: Hook, alert: Alert, backAt: number | null): Alert {
  const asked = valueAt(body, 'asOf');
  const at = typeof asked === 'number' ? asked : times.receivedAt;
  if (alert.status !== 'firing') return { ...alert, sentryAt: at };
  const seenAt = Math.min(Math.max(alert.eventAt ?? at, backAt ?? -Infinity), at);
  const agoMs = agoOf(alert, { agoMs: Math.max(0, times.receivedAt - seenAt) });
  return { ...alert, sentryAt: seenAt, ageMs: Math.max(0, times.receivedAt - seenAt), agoMs };
}

/** What is new began when Sentry first saw it. What came back did so nobody knows when: at its newest event at the latest. */
function agoOf({ reopened, firstSeenAt, eventAt }: Alert, seen: Pick<Alert, 'agoMs'>): number {
  const agoMs = seen.agoMs ?? 0;
  return reopened !== null || firstSeenAt === null || eventAt === null || eventAt < firstSeenAt
    ? agoMs
    : agoMs + eventAt - firstSeenAt;
}

/** An event as the API spells it, in the words of webhooks; null where there is none. */
function eventOfApi(event: JsonObject): JsonObject | null {
  const entries = new Map(
    objectsOf(listAt(event, 'entries').slice(0, mostEntries)).map((entry) => [
      textAt(entry, 'type', 40),
      objectAt(entry, 'data'),
    ]),
  );
  if (valueAt(event, 'eventID') === undefined) return null;
  return {
    ...event,
    exception: withFrames(entries.get('exception')),
    threads: withFrames(entries.get('threads')),
    breadcrumbs: entries.get('breadcrumbs'),
    request: entries.get('request'),
    logentry: entries.get('message'),
  };
}

const mostEntries = 40;
const mostStacks = 200;

/** Frames are in camelCase here (getsentry/sentry, src/sentry/interfaces/stacktrace.py, `get_api_context`). */
function withFrames(part: JsonObject | undefined): JsonObject | undefined {
  if (part === undefined) return undefined;
  const values = objectsOf(listAt(part, 'values').slice(0, mostStacks)).map((one) => ({
    ...one,
    thread_id: valueAt(one, 'threadId'),
    stacktrace: {
      frames: objectsOf(listAt(objectAt(one, 'stacktrace'), 'frames')).map((frame) => ({
        ...frame,
        in_app: valueAt(frame, 'inApp'),
        lineno: valueAt(frame, 'lineNo'),
        abs_path: valueAt(frame, 'absPath'),
      })),
    },
  }));
  return { ...part, values };
}
