import type { Routing } from '../../domain/routing/route.ts';
import type { LaneView } from './lane-view.ts';

/** Whether anybody can be woken for a real alert. Drills' own lanes do not count. */
export interface PagerView {
  /** Lanes that lead to a pager. */
  readonly configured: number;
  /** Those of them that cannot be reached now; nobody can be paged when that is all of them. */
  readonly unreachable: readonly UnreachablePager[];
}

/** One pager that cannot be reached. Times in virtual UNIX ms. */
interface UnreachablePager {
  readonly lane: string;
  readonly receiver: string;
  /** Whose it is, as the configuration names them; null: nobody is named. */
  readonly name: string | null;
  /**
   * `blocked`: it refuses us until somebody acts. `failing`: sends fail again and again. `limited`: it told us to
   * wait for long. `late`: a page waits far longer than any should.
   */
  readonly why: 'blocked' | 'failing' | 'limited' | 'late';
  /** What it answered, as a sentence; null when it did not say. */
  readonly reason: string | null;
  readonly since: number | null;
  /** When it is tried again; null when nothing is planned. */
  readonly retryAt: number | null;
  /** Pages that wait, their changes included. */
  readonly pending: number;
}

/** One failure is noise, two in a row or a page that waited this long behind one are not. */
const failuresInARow = 2;
const failingMs = 10_000;
const onceFailingMs = 20_000;
/** Told to wait for longer than this, a page comes too late. */
const limitedMs = 30_000;
/** A healthy lane holds back a page's change for a minute at most. */
const lateMs = 90_000;

/** Looks at the lanes to the pagers. */
export function pagerView(lanes: readonly LaneView[], now: number, routing?: Routing): PagerView {
  const pagers = lanes.filter((lane) => lane.kind === 'pager' && !lane.drillsOnly);
  const named = routing?.receivers ?? [];
  const unreachable = pagers.flatMap((lane) => {
    const found = unreachablePager(lane, now);
    const name = named.find(({ surfaces }) => surfaces.includes(lane.receiver))?.name ?? null;
    return found === null ? [] : [{ ...found, name }];
  });
  return { configured: pagers.length, unreachable };
}

function unreachablePager(lane: LaneView, now: number): Omit<UnreachablePager, 'name'> | null {
  const { id, receiver, state, oldestPendingAt, pending } = lane;
  const why = whyUnreachable(lane, now);
  if (why === null) return null;
  return {
    lane: id,
    receiver,
    why,
    reason: state.kind === 'flowing' ? null : state.reason,
    since: state.kind === 'blocked' ? state.since : oldestPendingAt,
    retryAt: state.kind === 'flowing' || state.until <= now ? null : state.until,
    pending,
  };
}

function whyUnreachable({ state, oldestPendingAt }: LaneView, now: number): UnreachablePager['why'] | null {
  const waitedMs = oldestPendingAt === null ? 0 : now - oldestPendingAt;
  if (state.kind === 'blocked') return 'blocked';
  if (state.kind === 'waiting' && state.failures > 0) {
    const again = state.failures >= failuresInARow && waitedMs >= failingMs;
    if (again || waitedMs >= onceFailingMs) return 'failing';
  }
  if (state.kind === 'waiting' && state.failures === 0) {
    const longMs = Math.max(state.until - now, waitedMs);
    if (state.until > now && longMs >= limitedMs) return 'limited';
  }
  return waitedMs >= lateMs ? 'late' : null;
}
