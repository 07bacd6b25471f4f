import { hash } from 'node:crypto';
import type { Acknowledgement, Sample } from '../domain/incident.ts';
import type { IssueShown, LiveMessage, TrendShown, UnchangedShown } from '../domain/sending/projection.ts';
import { digestOf, type Digested } from './digests.ts';
import { messageStatus, saysTheSame, statusIn, type MessageStatus } from './message-status.ts';

interface LastStatus {
  readonly status: MessageStatus;
  readonly digest: string;
}

/** What was digested last, kept with the row that it was made of. */
const statuses = new WeakMap<Sample, LastStatus>();
const samples = new WeakMap<Sample, string>();

/**
 * A living message, whose figures change with every alert, whose status seldom does, and what broke never.
 * @param sample What `what` and the tags of the message were made of.
 */
export function digestedMessage(sample: Sample, projection: LiveMessage): Digested {
  const last = statuses.get(sample);
  const known = last !== undefined && saysTheSame(last.status, projection);
  const statusDigest = known ? last.digest : digestOf(messageStatus(projection));
  if (!known) statuses.set(sample, { status: statusIn(projection), digest: statusDigest });
  const digest = hash(
    'sha1',
    `${statusDigest}${sampleDigest(sample)}${figuresIn(projection)}${textsIn(projection)}`,
    'base64url',
  );
  return { projection, digest, statusDigest };
}

function sampleDigest(sample: Sample): string {
  const known = samples.get(sample);
  if (known !== undefined) return known;
  const digest = digestOf(sample);
  samples.set(sample, digest);
  return digest;
}

/** What a message shows in figures, and neither its status nor its sample says. */
function figuresIn(message: LiveMessage): string {
  const { since, showFrom, lastAlertAt, alerts, events, sentryCount, users } = message;
  const { services, moreServices, issueCount, updateEveryMs } = message;
  const stillArriving = message.state === 'resolved' ? message.stillArriving : 0;
  let all = `${since} ${showFrom} ${lastAlertAt} ${alerts} ${events} ${sentryCount} ${users} ${moreServices} ${issueCount} ${stillArriving}`;
  for (const { alerts: own, events: ownEvents = own, issues } of services)
    all += ` ${own}/${ownEvents}/${issues}`;
  const every = updateEveryMs === undefined ? '' : ` every ${updateEveryMs}`;
  return all + timesIn(message) + trendIn(message.trend ?? null) + every;
}

/** When its page went out and who took it: what the status says without the times. */
function timesIn(message: LiveMessage): string {
  const acknowledged = message.state === 'acknowledged' ? message.acknowledgedAt : null;
  const { page } = message;
  const sending = page?.standing === 'sending' ? ' sending' : '';
  const resend = page?.resend === 'sending' ? ' resending' : '';
  return ` ${page?.at ?? '-'} ${acknowledged ?? '-'}${sending}${resend}`;
}

function trendIn(trend: TrendShown | null): string {
  if (trend === null) return ' -';
  const { direction, counts, quietSince } = trend;
  return ` ${direction}:${counts.join(',')}${quietSince === undefined ? '' : ` quiet ${quietSince}`}`;
}

/** The same in texts. A text stands behind its length, so that no two lists of texts are written alike. */
function textsIn(message: LiveMessage): string {
  const { incident, title, what, where, rule, link, shortId, previous, changes, deploys } = message;
  let all = text(incident) + text(title) + text(what.seenIn) + text(where.transaction);
  all += text(rule) + text(link) + text(shortId) + text(previous);
  all += text(message.state === 'resolved' ? (message.resolution.who ?? null) : null);
  if (message.state === 'resolved' && message.acknowledged !== undefined)
    all += `${text(message.acknowledged.by)} ${message.acknowledged.at}${besideIn(message.acknowledged)}`;
  if (message.state === 'open' && message.onCall !== undefined) all += ` on call${texts(message.onCall)}`;
  all += texts(where.environments) + texts(where.releases);
  all +=
    issuesIn(message.quoted == null ? [] : [message.quoted]) +
    issuesIn(message.issues) +
    issuesIn(message.guests?.shown ?? []);
  const ofGuests = message.guests?.events ?? 0;
  if (ofGuests > 0) all += ` of guests ${ofGuests}`;
  const elsewhere = message.guests?.elsewhere ?? [];
  if (elsewhere.length > 0) all += texts(elsewhere);
  if (message.origin !== undefined) all += JSON.stringify(message.origin);
  if (message.quieter !== undefined) all += ` quieter${issuesIn(message.quieter)}`;
  if (message.unchanged !== undefined) all += unchangedIn(message.unchanged);
  return changes.length + deploys.length === 0 ? all : all + JSON.stringify([changes, deploys]);
}

function unchangedIn({ watched, services, release }: UnchangedShown): string {
  return ` unchanged ${watched}/${services}${release === null ? '' : `${text(release.version)} ${release.seenAt}`}`;
}

/** Of what is not over its status says it. */
function besideIn({ also = [] }: { readonly also?: readonly Acknowledgement[] }): string {
  return also.map(({ by, at }) => `${text(by)} ${at}`).join('');
}

function issuesIn(issues: readonly IssueShown[]): string {
  let all = `;${issues.length}`;
  for (const { title, shortId, link, service, alerts, events = alerts } of issues)
    all += text(title) + text(shortId) + text(link) + text(service) + ` ${alerts}/${events}`;
  return all;
}

function texts(list: readonly string[]): string {
  let all = `;${list.length}`;
  for (const one of list) all += text(one);
  return all;
}

function text(value: string | null): string {
  return value === null ? ' -' : ` ${value.length}:${value}`;
}
