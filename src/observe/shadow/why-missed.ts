import type { Unpaged } from '../../domain/decision/paging.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import { shadowOf } from '../../domain/routing/desk.ts';
import { likeness, type Said } from './likeness.ts';
import type { TheirPage } from './their-pages.ts';

/** Why no receiver in the shadow would have paged for what paged there. */
export type Missed =
  /** Nothing came that is of this trouble: what pages there may not come from Sentry. */
  | { readonly code: 'nothing-came' }
  /** It came, and nobody would have been woken. */
  | {
      readonly code: 'not-paged';
      readonly incident: string;
      readonly name: string;
      readonly alerts: number;
      readonly events: number;
      /** The storm that it was part of. */
      readonly root: string | null;
      /** Whom in the shadow it would have been told; empty: no route leads to any of them. */
      readonly receivers: readonly string[];
      /** Null: it met no rule. */
      readonly reason: Unpaged | null;
    };

/** What the incidents of that time say. Of several the one that is most alike, and of those the largest. */
export function whyMissed(
  { at }: TheirPage,
  said: Said,
  incidents: readonly Incident[],
  windowMs: number,
): Missed {
  const [best] = incidents
    .filter((incident) => wasThere(incident, at, windowMs))
    .map((incident) => {
      const services = incident.services.map(({ name }) => name);
      const cause = incident.storm === null ? [] : [incident.storm.cause.title];
      return { incident, alike: likeness(said, { services, texts: [incident.title, ...cause] }) };
    })
    .filter(({ alike }) => alike > 0)
    .sort((a, b) => b.alike - a.alike || b.incident.events - a.incident.events);
  if (best === undefined) return { code: 'nothing-came' };
  const { incident } = best;
  const root = incidents.find(({ id }) => id === incident.parent) ?? incident;
  const { routed, desks } = shadowOf(root);
  const reasons = routed.flatMap(({ receiver }) => desks[receiver]?.unpaged ?? []);
  return {
    code: 'not-paged',
    incident: incident.id,
    name: nameOf(incident),
    alerts: incident.services.reduce((sum, { alerts }) => sum + alerts, 0),
    events: incident.events,
    root: root === incident ? null : root.id,
    receivers: routed.map(({ receiver }) => receiver),
    reason: reasons[0]?.reason ?? null,
  };
}

/** Whether anything of an incident came near a moment. */
function wasThere(
  { openedAt, lastAlertAt, environmentClass }: Incident,
  at: number,
  windowMs: number,
): boolean {
  if (drillOf(environmentClass) !== null) return false;
  return openedAt <= at + windowMs && lastAlertAt >= at - windowMs;
}
