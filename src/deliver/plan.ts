import type { Lane } from '../domain/lane.ts';
import { isDrill, type Notification } from '../domain/notification.ts';
import type { Step } from '../domain/outcome.ts';
import type { Notifier, SendClass } from '../seams/notifier.ts';
import type { Settlement, Start } from '../seams/store.ts';
import { allAllowedFrom, spend, type Purse } from './budget.ts';
import { nextStep } from './next-step.ts';
import type { Related } from './step.ts';
import { settledWithout } from './recover.ts';

/** Sends of one credential that may be in flight at once. */
export const inFlightLimit = 4;
/** Sends of one lane among them: a channel that hangs must leave room for those that do not (I8). */
export const laneLimit = 2;

/** Everything that planning looks at. */
export interface Situation {
  readonly rows: readonly Notification[];
  readonly related: (row: Notification) => Related;
  readonly lanes: ReadonlyMap<string, Lane>;
  /** Spent in place while planning. */
  readonly purse: Purse;
  /** Ids of notifications in flight, with their incident and lane. */
  readonly inFlight: ReadonlyMap<string, { readonly incident: string; readonly lane: string }>;
  /** Lane and service → when a message last named it; the service that waited longest goes first. */
  readonly shownAt: ReadonlyMap<string, number>;
  readonly now: number;
}

/** One send that was chosen and paid for. */
export interface Planned {
  readonly row: Notification;
  readonly step: Step;
  readonly sendClass: SendClass;
  readonly start: Start;
}

/** What to do now, and when to look again at the latest. */
export interface Plan {
  readonly sends: readonly Planned[];
  readonly settled: readonly Settlement[];
  /** Null: only an event can bring more work. */
  readonly wakeAt: number | null;
}

interface Candidate {
  readonly row: Notification;
  readonly step: Step;
  readonly sendClass: SendClass;
  readonly notBefore: number;
  readonly rank: number;
  readonly waitingSince: number;
}

/** Chooses what to send now: the most urgent first, never beyond a budget, one at a time for each incident and lane. */
export function plan(situation: Situation, notifier: Pick<Notifier, 'credential' | 'debits'>): Plan {
  const { rows, inFlight, now } = situation;
  const settled: Settlement[] = [];
  const candidates: Candidate[] = [];
  const wake = earliest();
  for (const row of rows) {
    // A row that was read while its send was under way tells how things were before it: the next round knows more.
    if (inFlight.has(row.id) || row.attempts.startedAt !== null) continue;
    const next = nextStep(row, situation.related(row), now);
    if (next.kind === 'settled') settled.push(settledWithout(row, next.reason, now));
    else if (next.kind === 'send') candidates.push(candidate(situation, row, next));
    else if (next.until !== null) wake.note(next.until);
  }
  candidates.sort(byUrgency);
  const sends = choose(situation, notifier, candidates, wake);
  return { sends, settled, wakeAt: wake.at() };
}

function choose(
  situation: Situation,
  notifier: Pick<Notifier, 'credential' | 'debits'>,
  candidates: readonly Candidate[],
  wake: Earliest,
): Planned[] {
  const { now, purse } = situation;
  const busy = occupied(situation);
  const sends: Planned[] = [];
  for (const one of candidates) {
    if (situation.inFlight.size + sends.length >= inFlightLimit) break;
    const { row } = one;
    const inLane = busy.lanes.get(row.lane) ?? 0;
    if (busy.incidents.has(placeOf(row)) || inLane >= laneLimit) continue;
    const laneFrom = laneOpensAt(situation.lanes.get(row.lane));
    // A lane that was down is probed by one row alone.
    if (laneFrom > 0 && inLane > 0) continue;
    const debits = notifier.debits(row, one.step, one.sendClass);
    const from = Math.max(one.notBefore, laneFrom, allAllowedFrom(purse, debits, now));
    if (from > now) {
      wake.note(from);
      continue;
    }
    const attempts = { ...row.attempts, startedAt: now, startedStep: one.step };
    const start: Start = {
      id: row.id,
      step: one.step,
      attempts,
      buckets: spend(purse, notifier.credential, debits, now),
    };
    sends.push({ row, step: one.step, sendClass: one.sendClass, start });
    busy.incidents.add(placeOf(row));
    busy.lanes.set(row.lane, inLane + 1);
  }
  return sends;
}

/** What is in flight: each incident once a lane, and how many sends a lane has. */
function occupied({ inFlight }: Situation): { incidents: Set<string>; lanes: Map<string, number> } {
  const lanes = new Map<string, number>();
  for (const { lane } of inFlight.values()) lanes.set(lane, (lanes.get(lane) ?? 0) + 1);
  return { incidents: new Set([...inFlight.values()].map(placeOf)), lanes };
}

function placeOf({ incident, lane }: { readonly incident: string; readonly lane: string }): string {
  return `${incident} ${lane}`;
}

/** 0 for a lane that flows; otherwise the time from which it may be probed. */
export function laneOpensAt(lane: Lane | undefined): number {
  return lane === undefined || lane.state.kind === 'flowing' ? 0 : lane.state.until;
}

function candidate(
  situation: Situation,
  row: Notification,
  next: { step: Step; sendClass: SendClass; notBefore: number },
): Candidate {
  const shown = row.services.map((service) => situation.shownAt.get(`${row.lane} ${service}`) ?? 0);
  const longest = shown.length === 0 ? 0 : Math.min(...shown);
  const firstOfService = next.sendClass === 'first' && shown.includes(0);
  return {
    row,
    ...next,
    // However it is judged for its speed, a drill never takes a token that something real waits for.
    rank: isDrill(row) ? drillRank : rankOf(next.sendClass, firstOfService),
    waitingSince: Math.max(longest, row.pendingSince ?? 0),
  };
}

const drillRank = 5;

/** Pages; the first message of a service that has none; other first messages; status changes; counters. */
function rankOf(sendClass: SendClass, firstOfService: boolean): number {
  switch (sendClass) {
    case 'page':
      return 0;
    case 'first':
      return firstOfService ? 1 : 2;
    case 'status':
      return 3;
    case 'counter':
      return 4;
  }
}

function byUrgency(a: Candidate, b: Candidate): number {
  return (
    a.rank - b.rank ||
    b.row.severityRank - a.row.severityRank ||
    a.waitingSince - b.waitingSince ||
    (a.row.id < b.row.id ? -1 : 1)
  );
}

interface Earliest {
  note(at: number): void;
  at(): number | null;
}

function earliest(): Earliest {
  let found: number | null = null;
  return {
    note: (at) => {
      if (found === null || at < found) found = at;
    },
    at: () => found,
  };
}
