import { conditionsText } from '../../config/routing/words/paged-words.ts';
import { routeName } from '../../config/routing/words/route-lines.ts';
import { labelsOf } from '../../decide/routing/incident-labels.ts';
import { routeStandings, type RouteStanding } from '../../decide/routing/route-standings.ts';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import { Draft } from '../../correlate/state/draft.ts';
import type { Alert } from '../../domain/alert.ts';
import { unpagedClause } from '../../domain/decision/paging-words.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import { newestGeneration, type Desk, type Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { deskAt, shadowOf } from '../../domain/routing/desk.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import { matcherText } from '../../domain/routing/matcher.ts';
import type { RoutedTo } from '../../domain/routing/routed.ts';
import type { NamedReceiver, Routing } from '../../domain/routing/route.ts';
import { duration } from '../../domain/text/figures.ts';
import type { Lines } from './storms.ts';

/** What became of the alert: the incident that it is of, and the root under which people see it. */
interface Told {
  readonly alert: Alert;
  /** Key of its issue. */
  readonly issue: string;
  readonly own: Incident;
  readonly root: Incident;
}

/** Which routes of the policy an alert took, and why not the others; none without routes. */
export function routeLinesOf(state: BrainState, { alert, issue, own }: Told): Lines {
  const { routing } = state.meta.policy;
  if (routing === undefined) return [];
  const labels = labelsOf(new Draft(state, state.meta.cursor + 1, state.meta.now), { alert, issue }, own);
  const isMeant = (name: string): boolean => !isInShadow(routing, name);
  return routeStandings(routing.route, labels, isMeant).map((one) => [
    routeName(one.path),
    standingText(one, labels),
  ]);
}

/** Who is told of it, and who woken by which rule, or why not. */
export function receiverLines({ policy }: BrainState['meta'], { root }: Told): Lines {
  const { routing } = policy;
  if (routing === undefined || root.routed === undefined) return [];
  const shadow = shadowOf(root);
  return routing.receivers.map((receiver): [string, string] => {
    const { name } = receiver;
    const isNamed = (one: RoutedTo): boolean => one.receiver === name;
    const routed = root.routed?.find(isNamed);
    if (routed !== undefined) return [name, toldText(policy, receiver, routed, deskAt(root, name))];
    const inShadow = shadow.routed.find(isNamed);
    if (inShadow !== undefined)
      return [name, `in the shadow: ${toldText(policy, receiver, inShadow, deskAt(shadow, name))}`];
    return [name, 'not told: none of its routes was taken'];
  });
}

function standingText({ route, standing }: RouteStanding, labels: Labels): string {
  switch (standing.code) {
    case 'taken':
      return `taken: ${route.receiver}${route.continue ? ', and goes on' : ''}`;
    case 'deeper':
      return 'matches, and a route within it was taken';
    case 'unmet': {
      const { label } = standing.matcher;
      const values = labels.get(label)?.filter((value) => value !== '') ?? [];
      const is = values.length === 0 ? `there is no ${label}` : `${label} is ${values.join(', ')}`;
      return `not taken: it asks for ${matcherText(standing.matcher)}, and ${is}`;
    }
    case 'behind':
      return `not looked at: ${routeName(standing.path)} took it, and does not continue`;
    case 'unmeant':
      return `takes nothing: ${route.receiver} is in the shadow`;
  }
}

function isInShadow({ receivers }: Routing, name: string): boolean {
  return receivers.some((one) => one.name === name && one.shadow);
}

function toldText(
  policy: Policy,
  receiver: NamedReceiver,
  { silent, escalate }: RoutedTo,
  desk: Desk,
): string {
  const told = silent === null ? 'told' : `told when the time interval ${silent} lets it`;
  const next =
    desk.page === null || escalate === null
      ? ''
      : `; after ${duration(escalate.unacknowledgedForMs)} without an acknowledgement ${escalate.to} is woken too`;
  return `${told}, ${wokenText(policy, receiver, desk)}${next}`;
}

function wokenText(policy: Policy, receiver: NamedReceiver, { page, unpaged }: Desk): string {
  if (page !== null && page.withdrawn === null)
    return `and woken: ${sentenceOf(newestGeneration(page).reason)}`;
  if (!hasPager(policy, receiver)) return 'and has no pager';
  if (unpaged !== null) return `and not woken: ${unpagedClause(unpaged.reason)}`;
  const { pageWhen } = receiver;
  return pageWhen?.length === 0
    ? 'and woken only when others do not answer'
    : `and not woken: by itself it is none of ${conditionsText(pageWhen, policy.paging)}`;
}

function hasPager({ receivers, shadows = [] }: Policy, { surfaces }: NamedReceiver): boolean {
  return [...receivers, ...shadows].some(({ id, kind }) => kind === 'pager' && surfaces.includes(id));
}
