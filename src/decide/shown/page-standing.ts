import { standsForRoot } from '../../correlate/incident/apart.ts';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import type { Incident, PageWanted } from '../../domain/incident.ts';
import { isTakenTogether } from '../../domain/routing/acknowledged.ts';
import { seenAt } from '../../domain/routing/desk.ts';
import { handsOf } from '../../domain/routing/page-hands.ts';
import type { PageStanding } from '../../domain/sending/page-projection.ts';

/**
 * What a page should be at the pager once its incident is over, or belongs to another whose page stands for it; null
 * while its own does.
 */
function stateOfEnded(state: BrainState, incident: Incident, desk: string | null): PageStanding | null {
  if (incident.status === 'resolved') {
    const { resolution } = incident;
    const reason = resolution === null ? 'The incident is resolved.' : sentenceOf(resolution.reason);
    return { state: 'resolved', reason, after: null };
  }
  if (incident.parent === null || servedBy(state, incident, desk) !== null) return null;
  // Where the root shares a page with others, that is the one which has to be accepted.
  const root = state.incidents.get(incident.parent);
  const joined = root === undefined ? null : (seenAt(root, desk).page?.joined ?? null);
  const reason = `Part of ${incident.parent}, which pages.`;
  return { state: 'resolved', reason, after: joined ?? incident.parent };
}

/** The root that an incident was merged into by hand, and for which its page stands too at this desk; null: none. */
function servedBy(state: BrainState, incident: Incident, receiver: string | null): Incident | null {
  const found = incident.parent === null ? undefined : state.incidents.get(incident.parent);
  if (found === undefined) return null;
  const root = seenAt(found, receiver);
  return standsForRoot(incident, root) ? root : null;
}

/** The newest generation follows the incident, or the root for which it stands. */
export function standingOf(
  state: BrainState,
  incident: Incident,
  { withdrawn }: PageWanted,
  { reason, receiver }: { readonly reason: string; readonly receiver: string | null },
): PageStanding {
  const ended = stateOfEnded(state, incident, receiver);
  if (ended !== null) return ended;
  if (withdrawn !== null) return { state: 'resolved', reason: sentenceOf(withdrawn), after: null };
  const inHand = [incident, servedBy(state, incident, receiver)].find(
    (one) => one?.status === 'acknowledged',
  );
  if (inHand == null) return { state: 'triggered', reason };
  const { acknowledgedBy, acknowledgedAt, takenBack } = inHand;
  return {
    state: 'acknowledged',
    reason: isTakenTogether(inHand)
      ? sentenceOf({ code: 'all-in-hand' })
      : `Acknowledged by ${acknowledgedBy ?? 'somebody'}.`,
    ...(acknowledgedAt !== null && { takenAt: acknowledgedAt }),
    ...(takenBack != null && { backAt: takenBack.at }),
  };
}

/**
 * Only one page of an incident rings: an older one waits, acknowledged, and ends with the incident. A page of many incidents
 * that nobody took rings on, since it stands for others than the newer one, until somebody takes it or that. What was done to
 * an older one at the pager later stays.
 */
export function standingOfOlder(
  state: BrainState,
  incident: Incident,
  { generations }: PageWanted,
  { generation, receiver }: { readonly generation: number; readonly receiver: string | null },
): PageStanding {
  const ended = stateOfEnded(state, incident, receiver);
  if (ended !== null) return ended;
  const many = incident.kind === 'collector';
  const taken = handsOf(incident)
    .slice(many ? generation - 1 : generation)
    .flatMap(({ holding }) => holding);
  const reason = 'A newer page took over.';
  if (many && taken.length === 0) return { state: 'triggered', reason, overtaken: true };
  const took = many ? -Infinity : (generations[generation]?.since ?? -Infinity);
  const takenAt = Math.max(took, ...taken.map(({ at }) => at));
  const turned = (incident.atPager ?? []).find((told) => told.generation === generation)?.turned ?? null;
  const back = turned !== null && turned.at < takenAt ? { backAt: turned.at } : {};
  return { state: 'acknowledged', reason, takenAt, ...back };
}
