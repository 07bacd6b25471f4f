import type { Lane } from '../domain/sending/lane.ts';
import type { Notification } from '../domain/sending/notification.ts';
import type { Outcome } from '../domain/sending/outcome.ts';
import { overdueMs } from '../domain/sending/page-answer.ts';
import type { Log } from '../seams/log.ts';
import type { LaneBacklog } from '../seams/store.ts';
import { resetLane } from './lane-reset.ts';
import { remembered } from './lane-states.ts';
import { laneOpensAt } from './places.ts';

/** What a lane book needs. */
interface LaneBookDeps {
  readonly credential: string;
  readonly log: Log;
  /** Called when people have to know about a lane: it is blocked, a page or a first message waits too long, or it flows again. */
  readonly reportLane: (lane: Lane) => void;
}

/** A first message seldom waits longer for others of its lane, ms. */
const turnMs = 10_000;

interface Failure {
  readonly id: string;
  readonly at: number;
}

/** What one dispatcher knows of its lanes: their states, and what they lately carried or failed to carry. */
export class LaneBook {
  readonly lanes = new Map<string, Lane>();
  /** Lane and service → when a message last named it. */
  readonly shownAt = new Map<string, number>();
  /** Lane → virtual ms by which its newest delivery lagged. */
  readonly lagMs = new Map<string, number>();
  /** Lane → whether its newest post was a reply: replies and first messages take turns where both wait. */
  readonly repliedLast = new Map<string, boolean>();
  private readonly deps: LaneBookDeps;
  private readonly deliveredAt = new Map<string, number>();
  /** Lane → the newest failures of two different rows. */
  private readonly failures = new Map<string, readonly Failure[]>();
  private readonly reported = new Set<string>();
  /** Of those, chats of which it was reported since when nobody has seen anything new. */
  private readonly unseen = new Set<string>();
  /** Virtual ms from which on anything is asked of a lane: nobody asked before. */
  private began = -Infinity;
  /** Lanes that were in trouble before that, and have taken nothing since. */
  private readonly heldBefore = new Set<string>();

  constructor(deps: LaneBookDeps) {
    this.deps = deps;
  }

  /**
   * Takes over lanes as they were before a restart, and when each lane delivered last. One in trouble may have been
   * reported then: its end is too.
   */
  load(lanes: readonly Lane[], used: ReadonlyMap<string, number>, now: number): void {
    this.began = now;
    for (const [lane, at] of used) this.deliveredAt.set(lane, Math.min(at, now));
    for (const lane of lanes.map((one) => remembered(one, now))) {
      this.lanes.set(lane.id, lane);
      if (lane.state.kind === 'flowing') continue;
      this.reported.add(lane.id);
      this.heldBefore.add(lane.id);
    }
  }

  /** What settling a row has to know about its lane. */
  historyOf(row: Notification): {
    lane: Lane;
    laneDeliveredAt: number | null;
    othersFailedAt: number | null;
  } {
    const unknown: Lane = { id: row.lane, credential: this.deps.credential, state: { kind: 'flowing' } };
    const others = this.failures.get(row.lane)?.find((failure) => failure.id !== row.id);
    return {
      lane: this.lanes.get(row.lane) ?? unknown,
      laneDeliveredAt: this.deliveredAt.get(row.lane) ?? null,
      othersFailedAt: others?.at ?? null,
    };
  }

  /** Notes that something new is being posted. */
  posts(row: Pick<Notification, 'lane' | 'surface'>): void {
    this.repliedLast.set(row.lane, row.surface === 'thread');
  }

  /** Notes what became of a send that was started at `startedAt`. */
  note(row: Notification, outcome: Outcome, startedAt: number, now: number): void {
    if (outcome.kind === 'failed') {
      const others = (this.failures.get(row.lane) ?? []).filter((failure) => failure.id !== row.id);
      this.failures.set(row.lane, [{ id: row.id, at: now }, ...others].slice(0, 2));
    }
    if (outcome.kind !== 'delivered') return;
    this.lagMs.set(row.lane, now - (row.pendingSince ?? startedAt));
    this.deliveredAt.set(row.lane, now);
    this.heldBefore.delete(row.lane);
    for (const service of row.services) this.shownAt.set(`${row.lane} ${service}`, now);
  }

  /** Takes over a lane's new state. A wrong credential blocks all its lanes, not only the one that found out. */
  follow(lane: Lane, outcome: Outcome): void {
    this.lanes.set(lane.id, lane);
    if (outcome.kind === 'misconfigured') {
      if (outcome.scope === 'credential') {
        for (const other of this.lanes.values()) this.lanes.set(other.id, { ...other, state: lane.state });
      }
      const fields = { lane: lane.id, reason: outcome.reason };
      this.deps.log.error(fields, 'The lane is blocked by its configuration; it is probed every minute.');
      this.report(lane);
    } else if (lane.state.kind === 'flowing' && this.reported.delete(lane.id)) {
      this.unseen.delete(lane.id);
      this.deps.reportLane(lane);
    }
  }

  /** Lets blocked lanes among these be probed from `now` on. */
  retryBlocked(lanes: readonly string[], now: number): void {
    for (const id of lanes) {
      const lane = this.lanes.get(id);
      if (lane?.state.kind === 'blocked')
        this.lanes.set(id, { ...lane, state: { ...lane.state, until: now } });
    }
  }

  /** A person says that it works again. Answers with the lane as it is from `now` on; null: nothing is known of it. */
  reset(id: string, now: number): Lane | null {
    const lane = this.lanes.get(id);
    if (lane === undefined) return null;
    const reset = resetLane(lane, now);
    this.lanes.set(id, reset);
    return reset;
  }

  /** Lanes that cannot send at `now`, and when the first of them may be probed. */
  closedLanes(now: number): { readonly ids: readonly string[]; readonly opensAt: number | null } {
    const closed = [...this.lanes.values()].filter((lane) => laneOpensAt(lane) > now);
    return {
      ids: closed.map((lane) => lane.id),
      opensAt: closed.length === 0 ? null : Math.min(...closed.map(laneOpensAt)),
    };
  }

  /** A page, or a first message, that cannot be delivered within a minute is told wherever it still can be. */
  reportOverdue(backlog: readonly LaneBacklog[], now: number): void {
    for (const { lane: id, oldestPageAt, oldestFirstAt } of backlog) {
      const lane = this.lanes.get(id);
      if (lane === undefined || lane.state.kind === 'flowing') continue;
      if (oldestPageAt !== null && now - oldestPageAt > overdueMs) this.report(lane);
      const deliveredAt = this.deliveredAt.get(id) ?? -Infinity;
      if (oldestFirstAt === null || now - Math.max(oldestFirstAt, deliveredAt) <= overdueMs) continue;
      // What opened long before the last that went out waits for its turn, and most that opened since then was shown.
      const unseenSince = oldestFirstAt >= deliveredAt - turnMs ? oldestFirstAt : deliveredAt;
      // While the relay was away it asked nothing of a chat, so that silence was not the chat's.
      const wasAway = this.began > unseenSince && !this.heldBefore.has(id);
      const asked = wasAway ? { askedSince: this.began } : {};
      this.reportUnseen({ ...lane, state: { ...lane.state, unseenSince, ...asked } });
    }
  }

  /** Nobody sees what is new in a chat: the brain may know another way. */
  private reportUnseen(lane: Lane): void {
    if (this.unseen.has(lane.id)) return;
    this.unseen.add(lane.id);
    this.reported.add(lane.id);
    this.deps.reportLane(lane);
  }

  private report(lane: Lane): void {
    if (this.reported.has(lane.id)) return;
    this.reported.add(lane.id);
    this.deps.reportLane(lane);
  }
}
