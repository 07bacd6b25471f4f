import { rootOf } from '../../correlate/incident/lifecycle.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { Decision } from '../../domain/decision.ts';
import { disposed, type Disposition } from '../../domain/inbox/disposition.ts';
import type { EntrySource } from '../../domain/inbox/entry.ts';
import type { Incident } from '../../domain/incident.ts';
import { routedWith } from '../../domain/routing/routed.ts';
import { whyUntold, type Untold } from '../../domain/routing/silence.ts';

/**
 * What an alert comes to in the books, once it is decided who is told of its incident. Of what nobody is told no alert
 * is counted: the message that may be posted later would cover more than it stands for. What is counted is told of from
 * then on, also where it goes on by itself. What was read in Sentry was never counted.
 */
export function keepBooks(draft: Draft, became: Disposition, source: EntrySource): Disposition {
  if (became.kind !== 'counted') return became;
  const own = draft.incident(became.incident);
  if (own === null) return became;
  const root = rootOf(draft, own);
  const why = whyUntold(root);
  if (why === null) {
    if (own !== root && whyUntold(own) !== null) draft.change(own.id, (row) => toldAs(row, root));
    return became;
  }
  if (source !== 'sentry-api') draft.change(own.id, (row) => ({ ...row, alerts: row.alerts - 1 }));
  return disposed('suppressed', reasonOf(root, why));
}

function reasonOf({ id: incident }: Incident, why: Untold): Decision {
  if (why.by === 'interval') return { code: 'suppressed-by-interval', incident, interval: why.interval };
  if (why.by === 'shadow') return { code: 'suppressed-by-shadow', incident, receiver: why.receiver };
  const { silence, by: who, source, maintenance } = why.silenced;
  if (maintenance) return { code: 'suppressed-by-maintenance', incident, maintenance: who };
  if (source !== undefined) return { code: 'suppressed-by-inhibition', incident, source, rule: who };
  return { code: 'suppressed-by-silence', incident, silence, who };
}

/** A member, told to those who are told of its root. */
function toldAs(member: Incident, { routed: of }: Incident): Incident {
  const silenced = member.silenced == null ? {} : { silenced: { ...member.silenced, told: true } };
  if (member.routed === undefined) return { ...member, ...silenced };
  return { ...member, ...silenced, routed: routedWith(member.routed, of ?? []) };
}
