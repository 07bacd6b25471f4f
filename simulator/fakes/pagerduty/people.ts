import { z } from 'zod';
import type { Account, StoredIncident } from './account.ts';
import { acknowledge, resolve } from './dedup.ts';
import { addNote } from './notes.ts';
import type { Agent, Happening } from './webhook-body.ts';

/** Names the open incident of a page, or the newest that is over. */
const page = { routingKey: z.string(), dedupKey: z.string(), by: z.string().min(1).default('Robin Fake') };

/** What is done at PagerDuty. `itself`: by nobody, a timeout ran out. */
export const pagerDutyAct = z.discriminatedUnion('does', [
  z.strictObject({
    ...page,
    does: z.enum(['acknowledge', 'resolve', 'unacknowledge']),
    itself: z.boolean().default(false),
  }),
  z.strictObject({ ...page, does: z.literal('reopen') }),
  z.strictObject({
    ...page,
    does: z.enum(['reassign', 'delegate']),
    to: z.array(z.string().min(1)).min(1),
  }),
  z.strictObject({
    ...page,
    does: z.literal('escalate'),
    /** Nobody answered: PagerDuty does it by itself. */
    itself: z.boolean().exactOptional(),
    /** Default: whoever is on call on the next level. */
    to: z.array(z.string().min(1)).min(1).exactOptional(),
  }),
  z.strictObject({ ...page, does: z.literal('annotate'), note: z.string().min(1) }),
  z.strictObject({ ...page, does: z.literal('ask'), responder: z.string().min(1) }),
  z.strictObject({
    ...page,
    does: z.literal('answer'),
    responder: z.string().min(1),
    state: z.enum(['joined', 'declined']),
  }),
  z.strictObject({ ...page, does: z.literal('prioritize'), priority: z.string().min(1).nullable() }),
]);

/** One such act. */
export type PagerDutyAct = z.infer<typeof pagerDutyAct>;

/** Does it, and tells it; false when there is no incident to which it can be done. */
export function actAtPagerDuty(account: Account, act: PagerDutyAct): boolean {
  const incident = account.incidents.findLast(
    ({ routingKey, dedupKey }) => routingKey === act.routingKey && dedupKey === act.dedupKey,
  );
  return incident !== undefined && actOn(account, incident, act);
}

/** The same to one incident. */
export function actOn(account: Account, incident: StoredIncident, act: PagerDutyAct): boolean {
  if (!perform(account, incident, act)) return false;
  const itself = 'itself' in act && act.itself;
  const by: Agent = itself ? { kind: 'itself' } : { kind: 'person', name: act.by };
  account.happened({ ...happeningOf(act, incident), by });
  return true;
}

function perform(account: Account, incident: StoredIncident, act: PagerDutyAct): boolean {
  const over = incident.status === 'resolved';
  const now = account.clock.now();
  switch (act.does) {
    case 'acknowledge':
      if (incident.status !== 'triggered') return false;
      account.webhooks.assign(incident.id, [act.by]);
      acknowledge(incident, now);
      return true;
    case 'unacknowledge':
      if (incident.status !== 'acknowledged') return false;
      incident.status = 'triggered';
      return true;
    case 'resolve': {
      const service = account.services.get(incident.routingKey);
      if (over || service === undefined) return false;
      resolve(service, incident, now);
      return true;
    }
    case 'reopen':
      if (!over) return false;
      incident.status = 'triggered';
      incident.resolvedAt = null;
      account.services.get(incident.routingKey)?.open.set(incident.dedupKey, incident);
      return true;
    case 'reassign':
    case 'delegate':
      if (over) return false;
      account.webhooks.assign(incident.id, act.to);
      return true;
    case 'escalate': {
      const to = act.to ?? nextLevel(account, incident);
      if (over || to.length === 0) return false;
      account.webhooks.assign(incident.id, to);
      return true;
    }
    case 'annotate':
      addNote(account, incident.id, { by: act.by, content: act.note });
      return true;
    case 'ask':
    case 'answer':
    case 'prioritize':
      return true;
  }
}

/** Whoever is on call behind those who were to look after it until now. */
function nextLevel({ onCall, webhooks }: Account, incident: StoredIncident): readonly string[] {
  const asked = webhooks.assigneesOf(incident);
  const level = Math.max(0, ...onCall.filter(({ name }) => asked.includes(name)).map((one) => one.level));
  const behind = onCall.filter((one) => one.level > level).map((one) => one.level);
  return onCall.filter((one) => one.level === Math.min(...behind)).map(({ name }) => name);
}

const typeOf: Readonly<Record<PagerDutyAct['does'], string>> = {
  acknowledge: 'incident.acknowledged',
  unacknowledge: 'incident.unacknowledged',
  resolve: 'incident.resolved',
  reopen: 'incident.reopened',
  reassign: 'incident.reassigned',
  escalate: 'incident.escalated',
  delegate: 'incident.delegated',
  annotate: 'incident.annotated',
  ask: 'incident.responder.added',
  answer: 'incident.responder.replied',
  prioritize: 'incident.priority_updated',
};

function happeningOf(act: PagerDutyAct, incident: StoredIncident): Omit<Happening, 'by'> {
  return {
    type: typeOf[act.does],
    incident,
    client: null,
    note: 'note' in act ? act.note : null,
    responder:
      'responder' in act ? { name: act.responder, state: 'state' in act ? act.state : 'pending' } : null,
    priority: 'priority' in act ? act.priority : null,
  };
}
