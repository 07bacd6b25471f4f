import { randomUUID } from 'node:crypto';
import { silentProjects } from '../correlate/projects.ts';
import type { BrainState } from '../correlate/state/brain-state.ts';
import { awakeIn } from '../correlate/state/rest/resting-rows.ts';
import { failsAgain } from '../domain/drill/canary.ts';
import { drillOf } from '../domain/environment/environment.ts';
import { takesPages } from '../domain/policy.ts';
import type { OwnTrouble } from '../domain/inbox/own-trouble.ts';
import type { Lane, LaneState } from '../domain/sending/lane.ts';
import type { Inbox } from '../ingest/inbox.ts';
import { troubleDelivery } from '../ingest/trouble-entry.ts';
import { InboxLag } from '../observe/heartbeat/inbox-lag.ts';
import { OwnTroubles } from './own-troubles.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { OperatorStore, StoreStats } from '../seams/store.ts';

/** What watching needs. */
interface TroubleWatchDeps {
  readonly state: Pick<BrainState, 'incidents' | 'meta' | 'projects' | 'releases'>;
  readonly store: Pick<OperatorStore, 'stats' | 'deadLetters' | 'canary'>;
  /** Whether it is configured: how one that is no longer stood last troubles nobody. */
  readonly hasCanary: boolean;
  readonly inbox: Pick<Inbox, 'accept'>;
  /** The lanes that dispatch holds. */
  readonly lanes: () => readonly Lane[];
  readonly clock: Clock;
  /** The machine's own: how far the brain is behind is its work, which no scale makes faster. */
  readonly pace: Pick<Clock, 'now'>;
  readonly log: Log;
}

const everyMs = 5_000;
/** So far behind, alerts are late for people, real ms. */
const lagsMs = 60_000;
/** Whatever waits for a lane tries it when its wait is over; so long that may take, virtual ms. */
const triedWithinMs = 60_000;
/** More of them are counted by nobody who reads it. */
const lettersCounted = 1_000;

/**
 * Watches what the relay itself suffers from, and tells its brain by the inbox. What it tells of a trouble makes none: its
 * own dead letters are not counted, and what its own messages wait for is no lane's failure.
 */
export function watchOwnTrouble(deps: TroubleWatchDeps): (signal: AbortSignal) => Promise<void> {
  const { state, inbox, clock, log } = deps;
  return async (signal) => {
    const troubles = new OwnTroubles(openTroubles(state), clock.now());
    const lag = new InboxLag();
    for (;;) {
      await clock.sleep(everyMs, signal);
      if (signal.aborted) return;
      try {
        const told = openTroubles(state);
        // The door has told it, once its store worked again.
        troubles.adopt(
          told.filter(({ code }) => code === 'store-failed'),
          clock.now(),
        );
        const seen = await lookAround(deps, lag, told);
        for (const report of troubles.next(seen, clock.now())) {
          log.warn(
            { event: 'own-trouble', ...report },
            `Trouble of the relay itself: ${report.trouble.code}.`,
          );
          await inbox.accept(troubleDelivery(report, `trouble:${randomUUID()}`));
        }
      } catch (error) {
        // A store that fails says so itself: in the log, at /readyz, and by the door once it works again.
        log.warn({ error: String(error) }, 'What the relay suffers from could not be told.');
      }
    }
  };
}

function openTroubles({ incidents }: Pick<BrainState, 'incidents'>): readonly OwnTrouble[] {
  return [...awakeIn(incidents)].flatMap(({ ownTrouble, status }) =>
    ownTrouble === undefined || status === 'resolved' ? [] : [ownTrouble],
  );
}

/** `told`: what is told of already, and not over. */
async function lookAround(
  deps: TroubleWatchDeps,
  lag: InboxLag,
  told: readonly OwnTrouble[],
): Promise<readonly OwnTrouble[]> {
  const { store, state, lanes, clock, pace } = deps;
  const stats = await store.stats();
  const letters = stats.openDeadLetters === 0 ? 0 : await foreignLetters(store, state);
  const others = [
    ...lagging(stats, lag.after(stats, pace.now())),
    ...ofLanes(state.meta.policy.receivers, lanes(), clock.now()),
  ];
  return [
    ...(letters === 0 ? [] : [{ code: 'dead-letters', letters } as const]),
    ...others,
    ...(await ofCanary(deps, others, told)),
    ...ofProjects(state, clock.now(), told),
  ];
}

function ofProjects(
  state: TroubleWatchDeps['state'],
  now: number,
  told: readonly OwnTrouble[],
): readonly OwnTrouble[] {
  const isTold = told.some(({ code }) => code === 'projects-silent');
  const silent = silentProjects(state, { now, isTold });
  return silent === null ? [] : [silent];
}

/** What keeps alerts from people, and the canary too, wakes them once: as itself. What was told already is not taken back. */
async function ofCanary(
  { store, hasCanary }: TroubleWatchDeps,
  others: readonly OwnTrouble[],
  told: readonly OwnTrouble[],
): Promise<readonly OwnTrouble[]> {
  if (!hasCanary) return [];
  const standing = await store.canary();
  if (!failsAgain(standing)) return [];
  const isTold = told.some(({ code }) => code === 'canary-fails');
  return others.length > 0 && !isTold ? [] : [{ code: 'canary-fails', why: standing.why ?? '' }];
}

/** Dead letters but those of the messages and pages that tell of such trouble, and of drills. */
async function foreignLetters(
  store: TroubleWatchDeps['store'],
  { incidents }: Pick<BrainState, 'incidents'>,
): Promise<number> {
  const letters = await store.deadLetters('open', lettersCounted);
  return letters.filter(({ incident }) => {
    const row = incident === null ? undefined : incidents.get(incident);
    return row === undefined || (row.kind !== 'own' && drillOf(row.environmentClass) === null);
  }).length;
}

type Receivers = BrainState['meta']['policy']['receivers'];

/** Lanes that are blocked; where all that page fail, that nobody can be paged stands in their place. */
function ofLanes(receivers: Receivers, lanes: readonly Lane[], now: number): readonly OwnTrouble[] {
  const stateOf = (id: string): LaneState | null => lanes.find((lane) => lane.id === id)?.state ?? null;
  const heldBy = (some: Receivers, isMeant: (state: LaneState) => boolean): Held[] => {
    const ids = [...new Set(some.map(({ lane }) => lane))];
    return ids.flatMap((lane) => {
      const state = stateOf(lane);
      return state === null || state.kind === 'flowing' || !isMeant(state)
        ? []
        : [{ lane, reason: state.reason }];
    });
  };
  const pagers = receivers.filter(takesPages);
  const failing = heldBy(pagers, (state) => state.kind === 'blocked' || isFailing(state, now));
  const silent = failing.length > 0 && failing.length === new Set(pagers.map(({ lane }) => lane)).size;
  const others = silent ? receivers.filter((one) => !takesPages(one)) : receivers;
  const blocked = heldBy(others, ({ kind }) => kind === 'blocked');
  return [
    ...(silent ? [{ code: 'nobody-paged', lanes: failing } as const] : []),
    ...(blocked.length > 0 ? [{ code: 'lanes-blocked', lanes: blocked } as const] : []),
  ];
}

interface Held {
  readonly lane: string;
  readonly reason: string;
}

/**
 * A limit that a vendor tells to wait for is no failure. Nor is one call that failed, long ago: what is tried again by
 * nobody has nothing to deliver, and it may well work.
 */
function isFailing(state: LaneState, now: number): boolean {
  return state.kind === 'waiting' && state.failures > 0 && now <= state.until + triedWithinMs;
}

function lagging({ cursor, lastSeq }: StoreStats, forMs: number): readonly OwnTrouble[] {
  return forMs < lagsMs ? [] : [{ code: 'inbox-lags', entries: lastSeq - cursor, forMs }];
}
