import type { Draft } from '../../correlate/state/draft.ts';
import { deskAt, shadowOf } from '../../domain/routing/desk.ts';
import type { NamedReceiver } from '../../domain/routing/route.ts';
import { isMuted } from '../../correlate/incident/mute.ts';
import { escalatesAfter, type Escalated } from '../desks.ts';
import { isKeptAsleep } from '../routing/inhibiting.ts';
import { ShadowDesk } from './shadow-desk.ts';

/** The desks of those in the shadow who would be woken for a root, as far as they still are in it. */
export function shadowDesksOf(draft: Draft, root: string): readonly ShadowDesk[] {
  const shadow = draft.incident(root)?.shadow;
  if (shadow === undefined) return [];
  return shadow.routed.flatMap(({ receiver: name }) => {
    const receiver = pagerInShadow(draft, name);
    return receiver === null ? [] : [new ShadowDesk(draft, receiver)];
  });
}

/** Who in the shadow would be woken by now because another, real or not, has not answered. */
export function escalatedInShadow(draft: Draft, root: string): readonly Escalated[] {
  const incident = draft.incident(root);
  if (incident === null || incident.status === 'resolved' || incident.parent !== null) return [];
  if (draft.policy.shadows === undefined || isMuted(incident) || isKeptAsleep(draft, incident)) return [];
  const shadow = shadowOf(incident);
  const real = (incident.routed ?? []).map((one) => ({ ...one, desk: deskAt(incident, one.receiver) }));
  const others = shadow.routed.map((one) => ({ ...one, desk: deskAt(shadow, one.receiver) }));
  return [...real, ...others].flatMap(({ receiver, escalate, desk }) => {
    const afterMs = escalatesAfter(draft, incident, { desk, receiver, escalate });
    if (escalate === null || afterMs === null) return [];
    const next = pagerInShadow(draft, escalate.to);
    if (next === null || deskAt(shadow, next.name).page !== null) return [];
    const reason = { code: 'page-unanswered', receiver, afterMs } as const;
    return [{ desk: new ShadowDesk(draft, next), reason }];
  });
}

/** A receiver in the shadow that would wake somebody; null: it is real, gone, or has no key. */
function pagerInShadow({ policy }: Draft, name: string): NamedReceiver | null {
  const found = policy.routing?.receivers.find((receiver) => receiver.name === name) ?? null;
  if (found?.shadow !== true) return null;
  const pages = policy.shadows?.some(({ id, kind }) => kind === 'pager' && found.surfaces.includes(id));
  return pages === true ? found : null;
}
