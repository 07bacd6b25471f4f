import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { Decision } from '../../domain/decision.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { HookChange, HookChangeKind } from '../../domain/sending/hook-change.ts';
import type { HookProjection, MessageProjection } from '../../domain/sending/projection.ts';
import type { TimelineItem } from '../../domain/timeline.ts';
import { digestOf, type Digested } from '../digests.ts';
import { isToldElsewhere } from '../thread-projection.ts';

/** More than a program misses that was away for a while. */
const changesTold = 20;

const kinds: Partial<Readonly<Record<Decision['code'], HookChangeKind>>> = {
  'first-alert': 'opened',
  'opened-again': 'opened',
  'own-trouble-began': 'opened',
  paged: 'paged',
  'paged-again': 'paged-again',
  'page-repeated': 'paged-again',
  'page-overdue': 'page-failed',
  'page-given-up': 'page-failed',
  'page-taken-late': 'page-taken',
  'page-taken-by-fallback': 'page-taken',
  muted: 'muted',
  'muted-anew': 'muted',
  silenced: 'muted',
  inhibited: 'muted',
  'in-maintenance': 'muted',
  unmuted: 'unmuted',
  'unmuted-by-person': 'unmuted',
  'unmuted-grew': 'unmuted',
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
  'still-open': 'repeated',
};

/** Whom a program belongs to, and what people are shown there. */
interface Beside {
  /** Name of the receiver whose routes tell the program; null: it is told of everything. */
  readonly receiver: string | null;
  readonly message: Omit<Digested, 'projection'> & { readonly projection: MessageProjection };
}

/** What a program should be told of an incident. */
export function digestedHook(
  { timeline }: Pick<BrainState, 'timeline'>,
  incident: Incident,
  { receiver, message }: Beside,
): Digested {
  const changes = changesOf(timeline.get(incident.id) ?? [], receiver);
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

/** Kept with the newest item of the story, by receiver: it is asked for with every alert. */
const known = new WeakMap<TimelineItem, Map<string | null, readonly HookChange[]>>();

function changesOf(story: readonly TimelineItem[], receiver: string | null): readonly HookChange[] {
  const newest = story.at(-1);
  if (newest === undefined) return [];
  const kept = known.get(newest) ?? new Map<string | null, readonly HookChange[]>();
  known.set(newest, kept);
  const before = kept.get(receiver);
  if (before !== undefined) return before;
  const changes: HookChange[] = [];
  for (let at = story.length - 1; at >= 0 && changes.length < changesTold; at -= 1) {
    const item = story[at];
    const what = item === undefined || isToldElsewhere(item, receiver) ? null : kindOf(item);
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
  kept.set(receiver, changes);
  return changes;
}

function kindOf({ kind, decision }: TimelineItem): HookChangeKind | null {
  if (kind === 'resolved') return 'resolved';
  if (decision.code === 'receiver-paged') return decision.page > 1 ? 'paged-again' : 'paged';
  return kinds[decision.code] ?? null;
}
