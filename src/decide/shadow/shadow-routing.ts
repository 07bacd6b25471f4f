import type { Draft } from '../../correlate/state/draft.ts';
import { servicesOf } from '../../correlate/state/family.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import { shadowOf } from '../../domain/routing/desk.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import { routedWith, type RoutedTo } from '../../domain/routing/routed.ts';
import type { Routing } from '../../domain/routing/route.ts';
import { withSend } from '../../domain/sending/would-send.ts';
import { lookInShadowTimer } from '../../domain/timer.ts';
import { routedTo } from '../routing/routed-to.ts';
import { routesTaken, silentBecauseOf, speaksFrom } from '../routing/routes.ts';

/** Whether a receiver of this name only records what it would have sent. */
export function isShadow({ receivers }: Routing, name: string): boolean {
  return receivers.some((receiver) => receiver.shadow && receiver.name === name);
}

/** Finds who in the shadow would be told of an incident, by the tree as it is written: as if they were real. */
export function routeInShadow(draft: Draft, routing: Routing, id: string, labels: Labels): void {
  if (!routing.receivers.some(({ shadow }) => shadow)) return;
  const known = new Set(draft.incident(id)?.shadow?.routed.map(({ receiver }) => receiver));
  for (const taken of routesTaken(routing.route, labels)) {
    const receiver = routing.receivers.find(({ name }) => name === taken.route.receiver);
    if (receiver?.shadow !== true || known.has(receiver.name)) continue;
    known.add(receiver.name);
    const one = routedTo(routing, receiver, taken, draft.now);
    putRouted(draft, id, (routed) => [...routed, one]);
    if (one.silent === null) recordPost(draft, id, one);
    else wakeUpAfterSilence(draft, routing, id, one);
  }
}

/** Whoever in the shadow would have waited for an interval to end is told, once it has and it still goes on. */
export function speakInShadow(draft: Draft, { intervals }: Routing, id: string): void {
  const incident = draft.incident(id);
  if (incident?.shadow === undefined || incident.status === 'resolved') return;
  const over = incident.shadow.routed.filter(
    (one) => one.silent !== null && silentBecauseOf(one, intervals, draft.now) === null,
  );
  for (const one of over) {
    const spoken = { ...one, silent: null };
    putRouted(draft, id, (routed) => routed.map((old) => (old.receiver === one.receiver ? spoken : old)));
    recordPost(draft, id, spoken);
  }
}

/** A root would be told wherever one of its children would be. */
export function handOnInShadow(draft: Draft, id: string): void {
  const child = draft.incident(id);
  const root = child?.parent == null ? null : draft.incident(child.parent);
  if (child?.shadow === undefined || root === null) return;
  const own = shadowOf(root).routed;
  const routed = routedWith(own, child.shadow.routed);
  if (routed.some((one, n) => one !== own[n])) putRouted(draft, root.id, () => routed);
}

function putRouted(
  draft: Draft,
  id: string,
  how: (routed: readonly RoutedTo[]) => readonly RoutedTo[],
): void {
  draft.change(id, (row) => {
    const shadow = shadowOf(row);
    return { ...row, shadow: { ...shadow, routed: how(shadow.routed) } };
  });
}

/** Records the first message that its channels would have had of it; a storm's children show themselves in its own. */
function recordPost(draft: Draft, id: string, { receiver, surfaces }: RoutedTo): void {
  const chats = draft.policy.shadows?.filter(({ kind }) => kind === 'chat') ?? [];
  const to = surfaces.filter((surface) => chats.some((chat) => chat.id === surface));
  const incident = draft.incident(id);
  if (to.length === 0 || incident === null || incident.parent !== null) return;
  const services = serviceNames(draft, incident);
  const send = { what: 'message', receiver, to, at: draft.now, title: nameOf(incident), services } as const;
  draft.change(id, (row) => {
    const shadow = shadowOf(row);
    return { ...row, shadow: { ...shadow, sends: withSend(shadow.sends, send) } };
  });
}

const mostServices = 20;

function serviceNames(draft: Draft, root: Incident): readonly string[] {
  const family = { root, children: draft.childrenOf(root.id) };
  return servicesOf(family)
    .slice(0, mostServices)
    .map(({ name }) => name);
}

function wakeUpAfterSilence(draft: Draft, { intervals }: Routing, id: string, one: RoutedTo): void {
  const due = speaksFrom(one, intervals, draft.now);
  if (due === null) return;
  const timer = lookInShadowTimer(id, 'silent', one.receiver);
  draft.putTimer({ id: timer, kind: 'look-in-shadow', subject: id, due });
}
