import type { Draft } from '../../correlate/state/draft.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import { deskAt, putBack, shadowOf } from '../../domain/routing/desk.ts';
import { routedWith, type RoutedTo } from '../../domain/routing/routed.ts';
import type { Routing } from '../../domain/routing/route.ts';
import { lookAgainTimer } from '../../domain/timer.ts';
import { handOnInShadow, isShadow, routeInShadow, speakInShadow } from '../shadow/shadow-routing.ts';
import { repeatWhatIsOpen } from './repeating.ts';
import { routedTo } from './routed-to.ts';
import { labelsOf } from './incident-labels.ts';
import { routesTaken, silentBecauseOf, speaksFrom } from './routes.ts';

/**
 * Decides who is told, for all that correlation has left to look at. An incident keeps whom it was routed to, and each
 * alert may add to them: one that grows reaches others as well. A root is told of wherever one of its children is.
 */
export function decideRouting(draft: Draft): void {
  const { routing } = draft.policy;
  if (routing === undefined) {
    // Without routes there are no intervals that anybody would have to wait for.
    for (const { root } of draft.looks) speakAgain(draft, {}, root);
    return;
  }
  for (const { root, fresh } of draft.looks) {
    const own = fresh === null ? null : (draft.issue(fresh.issue)?.incident ?? null);
    const incident = own === null ? null : draft.incident(own);
    if (fresh !== null && incident !== null && mayRoute(draft, incident)) {
      const labels = labelsOf(draft, fresh, incident);
      route(draft, routing, incident, labels);
      routeInShadow(draft, routing, incident.id, labels);
    }
    speakAgain(draft, routing.intervals, root);
    repeatWhatIsOpen(draft, root);
    speakInShadow(draft, routing, root);
  }
  for (const root of draft.looksInShadow) speakInShadow(draft, routing, root);
  for (const id of draft.incidentsWritten()) {
    handOn(draft, id);
    handOnInShadow(draft, id);
  }
}

/** One that was opened before there were routes stays where it is told. A drill has receivers of its own. */
function mayRoute(draft: Draft, { id, routed, environmentClass }: Incident): boolean {
  return (routed !== undefined || draft.isBorn(id)) && drillOf(environmentClass) === null;
}

/** A route to a receiver in the shadow takes nothing from those behind it. */
function route(draft: Draft, routing: Routing, incident: Incident, labels: Labels): void {
  const known = new Set(incident.routed?.map(({ receiver }) => receiver));
  const added: RoutedTo[] = [];
  const isMeant = (name: string): boolean => !isShadow(routing, name);
  for (const taken of routesTaken(routing.route, labels, isMeant)) {
    const receiver = routing.receivers.find(({ name }) => name === taken.route.receiver);
    if (receiver === undefined || known.has(receiver.name)) continue;
    known.add(receiver.name);
    added.push(routedTo(routing, receiver, taken, draft.now));
  }
  if (added.length === 0 && incident.routed !== undefined) return;
  draft.change(incident.id, (row) =>
    added.reduce(asInShadow, { ...row, routed: [...(row.routed ?? []), ...added] }),
  );
  for (const one of added) {
    const { receiver, path, silent } = one;
    draft.tell(incident.id, 'routed', { code: 'routed', receiver, route: path ?? '', silent });
    wakeUpAfterSilence(draft, routing, incident.id, one);
  }
}

/** Whoever comes out of the shadow is not woken by what somebody has in hand, and is told of what goes on. */
function asInShadow(row: Incident, { receiver }: RoutedTo): Incident {
  const inHand = deskAt(shadowOf(row), receiver);
  if (inHand.acknowledgedAt === null) return row;
  const { page, unpaged } = deskAt(row, receiver);
  return putBack(row, receiver, { ...inHand, page, unpaged });
}

/** Whoever was not told because of an interval is, once that is over and it still goes on. */
function speakAgain(draft: Draft, intervals: Routing['intervals'], id: string): void {
  const incident = draft.incident(id);
  if (incident === null || incident.status === 'resolved') return;
  const silent = incident.routed?.filter((one) => one.silent !== null) ?? [];
  const over = silent.filter((one) => silentBecauseOf(one, intervals, draft.now) === null);
  if (over.length === 0) return;
  draft.change(id, (row) => ({
    ...row,
    routed:
      row.routed?.map((one) =>
        over.some(({ receiver }) => receiver === one.receiver) ? { ...one, silent: null } : one,
      ) ?? [],
  }));
  for (const { receiver, silent: interval } of over)
    draft.tell(id, 'routed', { code: 'interval-over', receiver, interval: interval ?? '' });
}

function wakeUpAfterSilence(draft: Draft, { intervals }: Routing, id: string, one: RoutedTo): void {
  const due = one.silent === null ? null : speaksFrom(one, intervals, draft.now);
  if (due === null) return;
  const timer = lookAgainTimer(id, { what: 'silent', receiver: one.receiver });
  draft.putTimer({ id: timer, kind: 'look-again', subject: id, due });
}

function handOn(draft: Draft, id: string): void {
  const child = draft.incident(id);
  const root = child?.parent == null ? null : draft.incident(child.parent);
  if (child?.routed === undefined || root?.routed === undefined) return;
  const routed = routedWith(root.routed, child.routed);
  if (routed.some((one, n) => one !== root.routed?.[n])) draft.change(root.id, (row) => ({ ...row, routed }));
}
