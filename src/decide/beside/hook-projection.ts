import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { Decision } from '../../domain/decision.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { HookChange, HookChangeKind } from '../../domain/sending/hook-change.ts';
import type { HookProjection, MessageProjection } from '../../domain/sending/projection.ts';
import type { TimelineItem } from '../../domain/timeline.ts';
import { digestOf, type Digested } from '../digests.ts';

/** More than a program misses that was away for a while. */
const changesTold = 20;

const kinds: Partial<Readonly<Record<Decision['code'], HookChangeKind>>> = {
  'first-alert': 'opened',
  'opened-again': 'opened',
  paged: 'paged',
  'paged-again': 'paged-again',
  'page-repeated': 'paged-again',
  'page-overdue': 'page-failed',
  'page-given-up': 'page-failed',
  'page-taken-late': 'page-taken',
  muted: 'muted',
  'muted-anew': 'muted',
  silenced: 'muted',
  inhibited: 'muted',
  'in-maintenance': 'muted',
  unmuted: 'unmuted',
  'unmuted-by-person': 'unmuted',
  unsilenced: 'unmuted',
  uninhibited: 'unmuted',
  'out-of-maintenance': 'unmuted',
  acknowledged: 'acknowledged',
  'also-acknowledged': 'acknowledged',
  'acknowledged-together': 'acknowledged',
  'storm-found': 'storm',
  'surge-found': 'storm',
  'cause-known': 'storm',
  joined: 'joined',
  'merged-in': 'joined',
  'part-of': 'folded',
  'merged-into': 'folded',
  'left-storm': 'parted',
};

/** What a program should be told of an incident, of which people are shown `message`. */
export function digestedHook(
  { timeline }: Pick<BrainState, 'timeline'>,
  incident: Incident,
  message: Omit<Digested, 'projection'> & { readonly projection: MessageProjection },
): Digested {
  const changes = changesOf(timeline.get(incident.id) ?? []);
  const { id, environmentClass, storm } = incident;
  const { showFrom } = message.projection.state === 'part-of' ? incident : message.projection;
  const projection: HookProjection = {
    surface: 'hook',
    incident: id,
    state: message.projection.state,
    showFrom,
    environmentClass,
    cause: storm === null ? null : { kind: storm.cause.kind, title: storm.cause.title },
    changes,
    shown: message.projection,
  };
  const own = [environmentClass, projection.cause?.kind, changes.at(-1)?.n];
  const digest = digestOf([message.digest, ...own]);
  return { projection, digest, statusDigest: digestOf([message.statusDigest, ...own]) };
}

/** Programs that are no part of any receiver of the routes: they are told of everything. By the ids of their receivers. */
export function unroutedHooks(
  { receivers, routing }: Pick<Policy, 'receivers' | 'routing'>,
  routed: NonNullable<Incident['routed']>,
): readonly string[] {
  const named = [...(routing?.receivers ?? []), ...routed].flatMap(({ surfaces }) => surfaces);
  return receivers.filter(({ id, kind }) => kind === 'hook' && !named.includes(id)).map(({ id }) => id);
}

/** Kept with the newest item of the story: it is asked for with every alert. */
const known = new WeakMap<TimelineItem, readonly HookChange[]>();

function changesOf(story: readonly TimelineItem[]): readonly HookChange[] {
  const newest = story.at(-1);
  if (newest === undefined) return [];
  const before = known.get(newest);
  if (before !== undefined) return before;
  const changes: HookChange[] = [];
  for (let at = story.length - 1; at >= 0 && changes.length < changesTold; at -= 1) {
    const item = story[at];
    const what = item === undefined ? null : kindOf(item);
    if (item !== undefined && what !== null)
      changes.push({
        n: item.n,
        at: item.at,
        what,
        code: item.decision.code,
        text: sentenceOf(item.decision),
      });
  }
  changes.reverse();
  known.set(newest, changes);
  return changes;
}

function kindOf({ kind, decision }: TimelineItem): HookChangeKind | null {
  if (kind === 'resolved') return 'resolved';
  if (decision.code === 'receiver-paged') return decision.page > 1 ? 'paged-again' : 'paged';
  return kinds[decision.code] ?? null;
}
