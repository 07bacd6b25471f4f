import type { Draft } from '../../correlate/state/draft.ts';
import type { PagingRule } from '../../domain/decision/paging.ts';
import type { Incident } from '../../domain/incident.ts';
import { silentSince, unseenSince } from '../../domain/sending/lane.ts';
import { severityRank } from '../../domain/severity.ts';

/**
 * The rule of what nobody can have seen: an error or worse of production, while each chat that should show it has taken
 * no message for long. Null when it is not met.
 */
export function unseenRule(draft: Draft, root: Incident): PagingRule | null {
  const { unseenMs } = draft.policy.paging;
  if (unseenMs === 0 || root.kind !== 'alerts' || root.cannotWake === true) return null;
  if (root.status !== 'open' || root.page !== null || root.environmentClass !== 'production') return null;
  if (severityRank(root.severity) < severityRank('error')) return null;
  const lanes = chatLanes(draft, root);
  const held = lanes.map((lane) => draft.lane(lane));
  const isUnseen = held.map(unseenSince).every((at) => at !== null && at <= root.openedAt);
  if (held.length === 0 || !isUnseen) return null;
  const forMs = draft.now - Math.max(...held.map((lane) => silentSince(lane) ?? draft.now));
  return forMs < unseenMs ? null : { code: 'page-unseen', forMs };
}

/** The lanes of the chats that an incident is told in: where routes tell nobody apart, all of them. */
function chatLanes({ policy }: Draft, { routed }: Incident): readonly string[] {
  const chats = policy.receivers.filter(({ kind }) => kind === 'chat');
  if (routed === undefined) return chats.map(({ lane }) => lane);
  const told = new Set(routed.flatMap(({ surfaces }) => surfaces));
  return chats.filter(({ id }) => told.has(id)).map(({ lane }) => lane);
}
