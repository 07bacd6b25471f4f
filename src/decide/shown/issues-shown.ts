import type { FamilyTally } from '../../correlate/state/family-tally.ts';
import { kindOfCause, tellingOf } from '../../correlate/state/telling-issues.ts';
import { eventsOf, type Incident } from '../../domain/incident.ts';
import { broughtBy, type Issue } from '../../domain/issue.ts';
import type { GuestsShown, IssueShown, TroubleShown } from '../../domain/sending/projection.ts';

/** What one message can carry; beyond these it says how many more there are. */
const caps = { services: 50, guests: 6, elsewhere: 8, tabled: 20 };

/** All services of a root, the one that fell first in front. */
export function servicesShown({
  servicesInOrder,
  issuesByService,
}: FamilyTally): Pick<TroubleShown, 'services' | 'moreServices'> {
  const shown = servicesInOrder.slice(0, caps.services).map((service) => {
    const { name, alerts } = service;
    return { name, alerts, events: eventsOf(service), issues: issuesByService.get(name) ?? 0 };
  });
  return { services: shown, moreServices: Math.max(0, servicesInOrder.length - caps.services) };
}

/** The loudest issues of a root. */
export function issuesShown({
  loudest,
  issueCount,
}: FamilyTally): Pick<TroubleShown, 'issues' | 'issueCount'> {
  return { issues: loudest.map(shownOf), issueCount };
}

/** The loudest issues of services that are too quiet to be among the loudest of all: each of them is somebody's. */
export function quieterShown(tally: FamilyTally): Pick<TroubleShown, 'quieter'> {
  const { serviceNames, loudest } = tally;
  if (serviceNames.length < 2) return {};
  const named = new Set(loudest.map(({ service }) => service));
  const quieter = serviceNames.slice(0, caps.tabled).flatMap((name) => {
    const issue = named.has(name) ? null : tally.loudestOf(name);
    return issue === null ? [] : [shownOf(issue)];
  });
  return quieter.length === 0 ? {} : { quieter };
}

/**
 * Whose words say most about why a storm is there, among those that name its cause; null where the error that stands
 * for it says as much.
 */
export function quotedIssue(root: Incident, tally: FamilyTally, own: Issue | undefined): IssueShown | null {
  const cause = root.storm?.cause ?? null;
  const best = cause === null ? null : tally.telling(kindOfCause(cause));
  if (best === null || best.key === own?.key) return null;
  const { type, message } = root.sample;
  const said = own === undefined ? 0 : tellingOf({ title: `${type}: ${message}`, evidence: own.evidence });
  return said >= tellingOf(best) ? null : shownOf(best);
}

/**
 * The loudest guests, and always the newest: somebody has just made it, while the others are known to whoever reads
 * the message for the second time. Where else something is new, is told by name: nothing else in the channel says it.
 */
export function guestsShown({ guests, guestEvents, services }: FamilyTally): GuestsShown | null {
  const { issueCount, newest } = guests;
  if (newest === null) return null;
  const loudest = guests.loudest.slice(0, caps.guests);
  const shown = loudest.includes(newest) ? loudest : [...loudest.slice(0, caps.guests - 1), newest];
  const named = new Set([...services.keys(), ...shown.map(({ service }) => service)]);
  const elsewhere = [...guests.services].filter((service) => !named.has(service)).slice(0, caps.elsewhere);
  return { count: issueCount, events: guestEvents, shown: shown.map(shownOf), elsewhere, newest: newest.key };
}

function shownOf(issue: Issue): IssueShown {
  const { title, shortId, link, service } = issue;
  const { alerts, occurrences } = broughtBy(issue);
  return { title, shortId, link, service, alerts, events: occurrences };
}
