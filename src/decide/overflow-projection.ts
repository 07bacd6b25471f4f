import type { Crowd, CrowdMember } from '../domain/sending/crowd.ts';
import { notificationId, type Wanted } from '../domain/sending/notification.ts';
import type { OverflowProjection } from '../domain/sending/projection.ts';
import { severityRank } from '../domain/severity.ts';
import { digestOf } from './digests.ts';

/** What one message can name; beyond these it says how many more there are. */
const caps = { worst: 15, services: 40 };

/** A new overflow of a lane, before anything is listed. */
export function newOverflow(since: number): OverflowProjection {
  return {
    surface: 'overflow',
    incident: `overflow-${since}`,
    state: 'open',
    since,
    waiting: 0,
    ended: 0,
    seen: 0,
    worst: [],
    services: [],
    moreServices: 0,
    covers: [],
    alerts: 0,
  };
}

/**
 * What the overflow message of a lane should say, after what it said `before`.
 *
 * It is made at dispatch, out of the rows that wait: which first messages cannot be posted soon depends on tokens
 * and on what was sent, and the brain reads neither (the same entries must give the same state, I7). It is a
 * notification row like any other all the same, so that budgets, retries, look-ups and restarts hold for it too.
 *
 * Whoever is listed keeps its own row and its place in the queue: being listed delays nobody.
 */
export function overflowProjection(
  before: OverflowProjection,
  members: readonly CrowdMember[],
): OverflowProjection {
  const known = new Set(before.covers.map((cover) => cover.notification));
  const waiting = members.filter((member) => !member.ended).sort(worstFirst);
  const services = servicesOf(waiting);
  return {
    ...before,
    state: waiting.length === 0 ? 'over' : 'open',
    waiting: waiting.length,
    ended: members.length - waiting.length,
    seen: before.seen + members.filter((member) => !known.has(member.notification)).length,
    worst: waiting
      .slice(0, caps.worst)
      .map(({ incident, title, severity, service, link, shortId, alerts }) => ({
        incident,
        title,
        severity,
        service,
        link,
        shortId,
        alerts,
      })),
    services: services.slice(0, caps.services),
    moreServices: Math.max(0, services.length - caps.services),
    covers: members.map(({ notification, alerts }) => ({ notification, alerts })),
    alerts: members.reduce((sum, member) => sum + member.alerts, 0),
  };
}

/** The wanted half of an overflow's row. It names no service for fairness: each keeps its claim to a message of its own. */
export function overflowWanted(
  { lane, receiver, credential }: Pick<Crowd, 'lane' | 'receiver'> & Pick<Wanted, 'credential'>,
  projection: OverflowProjection,
): Wanted {
  const severities = projection.worst.map((one) => severityRank(one.severity));
  return {
    id: notificationId(projection.incident, receiver, 'overflow'),
    incident: projection.incident,
    receiver,
    surface: 'overflow',
    lane,
    credential,
    projection,
    digest: digestOf(projection),
    statusDigest: digestOf(statusOf(projection)),
    alerts: projection.alerts,
    services: [],
    severityRank: Math.max(0, ...severities),
    openedAt: projection.since,
  };
}

/** What its readers must learn soon: how many wait, and which are the worst. How loud each is may wait. */
function statusOf({ state, waiting, worst }: OverflowProjection): unknown {
  return [state, waiting, worst.map((one) => one.incident)];
}

/** By severity; of equals the newest, because the older ones stood there before, and of those the loudest. */
function worstFirst(a: CrowdMember, b: CrowdMember): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    b.openedAt - a.openedAt ||
    b.alerts - a.alerts ||
    (a.notification < b.notification ? -1 : 1)
  );
}

function servicesOf(members: readonly CrowdMember[]): readonly { name: string; incidents: number }[] {
  const counts = new Map<string, number>();
  for (const { service } of members)
    if (service !== null) counts.set(service, (counts.get(service) ?? 0) + 1);
  return [...counts]
    .map(([name, incidents]) => ({ name, incidents }))
    .sort((a, b) => b.incidents - a.incidents || (a.name < b.name ? -1 : 1));
}
