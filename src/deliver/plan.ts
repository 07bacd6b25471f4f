import type { Lane } from '../domain/sending/lane.ts';
import type { Notification } from '../domain/sending/notification.ts';
import type { Step } from '../domain/sending/outcome.ts';
import type { Notifier, SendClass } from '../seams/notifier.ts';
import type { Settlement, Start } from '../seams/store.ts';
import { allAllowedFrom, spend, type Purse } from './budget.ts';
import { foldedStep } from './steps/folded-step.ts';
import { onceHeard } from './heard-until.ts';
import { nextStep } from './steps/next-step.ts';
import { laneOpensAt, Places, type InFlight } from './places.ts';
import { byUrgency, candidate, isBackground, type Candidate, type Order } from './rank.ts';
import type { Related } from './steps/step.ts';
import { settledWithout } from './outcome/recover.ts';

/** Everything that planning looks at. */
export interface Situation extends Order {
  readonly rows: readonly Notification[];
  readonly related: (row: Notification) => Related;
  /** Id of a message row → the alerts that a shown overflow covers in its place. */
  readonly covers: ReadonlyMap<string, number>;
  readonly lanes: ReadonlyMap<string, Lane>;
  /** Until when everything that was received is known of, virtual ms. */
  readonly heardUntil: number;
  /** Spent in place while planning. */
  readonly purse: Purse;
  /** By the ids of their notifications. */
  readonly inFlight: ReadonlyMap<string, InFlight>;
}

/** One send that was chosen and paid for. */
export interface Planned {
  readonly row: Notification;
  readonly step: Step;
  readonly sendClass: SendClass;
  readonly start: Start;
}

/** What to do now, and when to look again at the latest. */
interface Plan {
  readonly sends: readonly Planned[];
  readonly settled: readonly Settlement[];
  /** Null: only an event can bring more work. */
  readonly wakeAt: number | null;
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
    const next =
      foldedStep(row, situation) ?? onceHeard(nextStep(row, situation.related(row), now), row, situation);
    if (next.kind === 'settled') settled.push(settledWithout(row, next.reason, now));
    else if (next.kind === 'send') candidates.push(candidate(situation, row, next));
    else if (next.until !== null) wake.note(next.until);
  }
  candidates.sort(byUrgency);
  const sends = choose(situation, notifier, candidates, wake);
  return { sends, settled, wakeAt: wake.at() };
}

/** The most urgent first; but of each kind a lane begins with one, so that posts and changes never hold each other up. */
function choose(
  situation: Situation,
  notifier: Pick<Notifier, 'credential' | 'debits'>,
  candidates: readonly Candidate[],
  wake: Earliest,
): readonly Planned[] {
  const { now, purse } = situation;
  const places = new Places(situation.inFlight.values(), situation.lanes);
  const chosen = new Map<Candidate, Planned>();
  const consider = (one: Candidate): void => {
    if (chosen.has(one) || !places.hasRoomFor(one)) return;
    const { row, step, sendClass } = one;
    const laneFrom = laneOpensAt(situation.lanes.get(row.lane));
    const debits = notifier.debits(row, step, sendClass);
    const from = Math.max(one.notBefore, laneFrom, allAllowedFrom(purse, debits, now));
    if (from > now) {
      wake.note(from);
      return;
    }
    const attempts = { ...row.attempts, startedAt: now, startedStep: step };
    const start: Start = {
      id: row.id,
      step,
      attempts,
      buckets: spend(purse, notifier.credential, debits, now),
    };
    chosen.set(one, { row, step, sendClass, start });
    places.take(one);
  };
  for (const one of candidates) if (!isBackground(one) && !places.isSecondOfItsKind(one)) consider(one);
  for (const one of candidates) consider(one);
  return candidates.map((one) => chosen.get(one)).filter((planned) => planned !== undefined);
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
