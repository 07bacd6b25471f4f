import type { ChangeBefore, JoinedIncident, PageProjection } from '../../domain/sending/page-projection.ts';
import { spokenTime } from './summary.ts';
import { shortened } from './text.ts';

/** The details of an event, as a responder reads them, in this order. */
export type EventDetails = Record<string, string | number | readonly string[]>;

/** Far more than a responder reads of one value, and far less than a body may weigh. */
const longestValue = 8000;

/** What a page tells beyond its summary. */
export function detailsOf(page: PageProjection): EventDetails {
  const { error, previous, loudest = [], changed = null } = page;
  const users = page.users ?? 0;
  const incidents = incidentLines(page);
  return {
    incident: page.incident,
    services: page.services.map(tidy),
    releases: page.releases.map(tidy),
    environments: page.environments.map(tidy),
    issues: page.issues,
    alerts: page.alerts,
    events: page.events,
    ...(users > 0 && { users }),
    since: new Date(page.since).toISOString(),
    ...(changed !== null && { deploy: tidy(changeLine(changed)) }),
    error: tidy(error.message),
    ...(loudest.length > 1 && { top_errors: loudest.map((one) => tidy(errorLine(one))) }),
    ...(error.culprit !== null && { culprit: tidy(error.culprit) }),
    ...(incidents.length > 0 && { incidents: incidents.map(tidy) }),
    ...(previous !== null && { previous: tidy(previous) }),
    reason: tidy(page.woken),
    ...(page.standIn !== undefined && { fallback: fallbackLine(page.standIn) }),
  };
}

function incidentLines({ subject }: PageProjection): readonly string[] {
  switch (subject.kind) {
    case 'many':
      return subject.joined.map(incidentLine);
    case 'as-said':
      return subject.incidents ?? [];
    case 'incident':
    case 'storm':
      return [];
  }
}

function incidentLine({ incident, service, title }: JoinedIncident): string {
  return `${incident} ${service ?? 'unknown'}: ${title}`;
}

/** `basket-api 2.4.1 by Robin, 14 seconds before`. */
function changeLine({ kind, service, version, by, beforeMs }: ChangeBefore): string {
  const what =
    version === null || version.startsWith(service) ? (version ?? service) : `${service} ${version}`;
  const who = by === null ? '' : ` by ${by}`;
  return `${what}${who}, ${kind === 'deploy' ? '' : 'first seen '}${spokenTime(beforeMs)} before`;
}

function fallbackLine(standIn: NonNullable<PageProjection['standIn']>): string {
  return 'here' in standIn
    ? 'PagerDuty did not take this page at its own key. It rings there too once it is taken, unless it is acknowledged or over by then.'
    : `The fallback key took this page at ${new Date(standIn.since).toISOString()}, before its own key did. Whoever acknowledges one has both.`;
}

function errorLine({ service, title, alerts }: NonNullable<PageProjection['loudest']>[number]): string {
  return `${service}: ${title} (${alerts})`;
}

function tidy(text: string): string {
  return shortened(text, longestValue);
}
