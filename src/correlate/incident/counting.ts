import { calledBy, type Alert } from '../../domain/alert.ts';
import { environmentClass } from '../../domain/environment/environment.ts';
import { historyAfter } from '../../domain/event-history.ts';
import { eventsOf, type EventRate, type Incident, type ServiceTally } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import { releasesKey, type ServiceReleases } from '../../domain/release.ts';
import { worse, type Severity } from '../../domain/severity.ts';
import { trendAfter } from '../../domain/trend.ts';
import type { Draft } from '../state/draft.ts';
import { isCountedAlready } from '../state/counted-there.ts';
import { sampleOf } from './opening.ts';
import { withLastAlert } from '../state/told-late.ts';
import { meet } from './regroup/whose-members.ts';

const minuteMs = 60_000;
const versionsKept = 10;

/**
 * Counts one accepted alert in its incident. `afterwards`: it ends or follows the incident and drives nothing.
 * Answers whether it told of an occurrence that no alert had told of before.
 */
export function countAlert(draft: Draft, issue: Issue, alert: Alert, afterwards: boolean): boolean {
  const { key, incident: id, service } = issue;
  const incident = draft.incident(id);
  if (incident === null)
    throw new Error(`The alert's incident ${id} is gone; replay the entry to open a new one.`);
  const newEvent = alert.eventId !== null && meet(draft, incident, key, `e:${alert.eventId}`);
  if (alert.userHash !== null) meet(draft, incident, key, `u:${alert.userHash}`);
  const events = newEvent && !isCountedAlready(issue, alert) ? 1 : 0;
  const fires = alert.status === 'firing';
  const accepted = alert.reconstructed === true ? 0 : 1;
  draft.change(id, (row) => {
    const next: Writable<Incident> = {
      ...row,
      // Whoever writes it stamps it, and would have to copy it once more.
      changedAt: draft.now,
      alerts: incident.alerts + accepted,
      events: incident.events + events,
      stillArriving: incident.stillArriving + (afterwards && fires && incident.resolution !== null ? 1 : 0),
      quietSince: fires ? null : incident.quietSince,
      severity: fires ? severityAfter(incident, alert) : incident.severity,
      services: fires
        ? tally(incident.services, service, { now: draft.now, accepted, events })
        : incident.services,
      sample: sampleAfter(incident, alert),
      title: fires && alert.measured !== null ? calledBy(alert) : incident.title,
    };
    if (fires) Object.assign(next, withLastAlert(draft, row));
    if (newEvent) countEvent(next, draft);
    return next;
  });
  // Both announce an event that a later alert brings.
  const announces = alert.resource === 'issue.created' || alert.reconstructed === true;
  return alert.eventId === null ? !announces : newEvent;
}

/** A row while it is made. What it may lack is set into it: to spread that into it costs as much as all the rest. */
type Writable<Row> = { -readonly [Key in keyof Row]: Row[Key] };

function countEvent(next: Writable<Incident>, draft: Draft): void {
  next.rate = nextRate(next.rate, draft);
  next.trend = trendAfter(next.trend, draft.now);
  next.history = historyAfter(next.history, draft.now);
}

/** One for all: an empty list takes 32 bytes, and most services are never heard of by CI. */
const unheardOf: Pick<ServiceReleases, 'versions' | 'deploys'> = { versions: [], deploys: [] };

/** Remembers when a release was first seen: what changed shortly before matters most at night. */
export function markSource(draft: Draft, alert: Alert): void {
  if (alert.release === null || alert.drill !== null) return;
  const key = releasesKey(environmentClass(alert.environment, draft.policy.environments), alert.service);
  const { versions, deploys } = draft.releasesOf(key) ?? unheardOf;
  const known = versions.find((one) => one.version === alert.release);
  // A release that CI told of is as old as its deploy; the first error of it may come much later.
  const deployedAt = deploys.findLast((deploy) => deploy.version === alert.release)?.at;
  const firstAt = known?.firstAt ?? deployedAt ?? draft.heardAt;
  const seen = { version: alert.release, firstAt, lastAt: Math.max(known?.lastAt ?? 0, draft.heardAt) };
  const next =
    known === undefined
      ? inOrder(versions, seen, draft.heardAt).slice(0, versionsKept)
      : versions.map((one) => (one === known ? seen : one));
  draft.putReleases({ key, service: alert.service, versions: next, deploys });
}

/** The newest first: one that is told late may be older than others that are known. */
function inOrder(
  versions: ServiceReleases['versions'],
  seen: ServiceReleases['versions'][number],
  heardAt: number,
): ServiceReleases['versions'] {
  const older = versions.findIndex(({ firstAt }) => firstAt <= heardAt);
  return versions.toSpliced(older < 0 ? versions.length : older, 0, seen);
}

/** The rate of distinct events, counted in whole minutes so that it needs no history. */
function nextRate(rate: EventRate, { heardAt, policy }: Pick<Draft, 'heardAt' | 'policy'>): EventRate {
  const minute = Math.floor(heardAt / minuteMs) * minuteMs;
  // What is told late says nothing of a minute that is being counted already.
  if (minute < rate.minute) return rate;
  if (minute === rate.minute) return { ...rate, count: rate.count + 1 };
  const hot = rate.count >= policy.paging.eventsAMinute;
  const next = minute - rate.minute === minuteMs;
  return { minute, count: 1, hotMinutes: hot && next ? rate.hotMinutes + 1 : 0 };
}

function tally(
  services: readonly ServiceTally[],
  name: string,
  { now, accepted, events }: { readonly now: number; readonly accepted: number; readonly events: number },
): readonly ServiceTally[] {
  const known = services.find((service) => service.name === name);
  if (known === undefined)
    return services.concat({ name, firstAt: now, lastAt: now, alerts: accepted, events });
  const more = { lastAt: now, alerts: known.alerts + accepted, events: eventsOf(known) + events };
  return services.map((service) => (service === known ? { ...service, ...more } : service));
}

/** The richest alert speaks; what it does not name stays known. A metric speaks of now, as its severity does. */
function sampleAfter({ sample }: Incident, alert: Alert): Incident['sample'] {
  const own = sampleOf(alert);
  const known = {
    rule: sample.rule ?? own.rule,
    environment: sample.environment ?? own.environment,
    link: sample.link ?? own.link,
    shortId: sample.shortId ?? own.shortId,
  };
  if (alert.status === 'firing' && speaksFor(sample, alert)) return { ...own, ...known };
  // Nearly always everything is known: the very same sample says so to whoever compares.
  const same =
    known.rule === sample.rule &&
    known.environment === sample.environment &&
    known.link === sample.link &&
    known.shortId === sample.shortId;
  return same ? sample : { ...sample, ...known };
}

function speaksFor(sample: Incident['sample'], { frame, about, category }: Alert): boolean {
  if (category === 'metric') return about.length >= sample.about.length;
  return (sample.frame === null && frame !== null) || (sample.about.length === 0 && about.length > 0);
}

/** An error stays as bad as it was at its worst; a metric says how bad it is now. */
function severityAfter(incident: Incident, alert: Alert): Severity {
  return alert.category === 'metric' ? alert.severity : worse(incident.severity, alert.severity);
}
