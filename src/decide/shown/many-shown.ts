import { hasLivePage } from '../../correlate/incident/apart.ts';
import { needsSomebody } from '../../correlate/incident/shared-page.ts';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import { byAge } from '../../correlate/state/orders.ts';
import type { Incident, PageWanted } from '../../domain/incident.ts';
import { pagesOf, seenAt } from '../../domain/routing/desk.ts';
import type { JoinedIncident, ManyIncidents } from '../../domain/sending/page-projection.ts';
import { severityRank } from '../../domain/severity.ts';

/** What a page of many incidents can carry; beyond these it says how many more there are, or nothing. */
const caps = { worst: 3, joined: 50 };

/** Those that share a page, oldest first, as its receiver sees them; null: there is one for all. */
export function collectedBy(
  state: BrainState,
  { id }: Incident,
  receiver: string | null,
): readonly Incident[] {
  const joined = [...state.joinedPages.of(id)].map((one) => state.incidents.get(one));
  return joined.flatMap((row) => (row === undefined ? [] : [seenAt(row, receiver)])).sort(byAge);
}

/** How many need somebody, and what they are: whoever is woken by this page has nothing else to judge by. */
export function manyOf(
  { incidents }: BrainState,
  collector: string,
  collected: readonly Incident[],
): ManyIncidents {
  const live = collected.filter(hasLivePage);
  const waiting = live.filter((one) => needsSomebody(one, (id) => incidents.get(id)));
  const inHand = live.filter((one) => one.status === 'acknowledged' && one.parent === null).length;
  const worst = waiting.toSorted(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || byAge(b, a),
  );
  return {
    kind: 'many',
    count: waiting.length,
    ...(inHand > 0 && { inHand }),
    worst: worst.slice(0, caps.worst).map(joinedIncident),
    more: Math.max(0, worst.length - caps.worst),
    joined: collected.slice(0, caps.joined).map(joinedIncident),
    upto: Math.max(0, ...live.flatMap(pagesOf).flatMap((page) => joinedAt(page, collector))),
  };
}

function joinedAt({ generations }: PageWanted, collector: string): readonly number[] {
  return generations.filter(({ joined }) => joined === collector).map(({ since }) => since);
}

function joinedIncident({ id, services, title }: Incident): JoinedIncident {
  return { incident: id, service: services[0]?.name ?? null, title };
}
