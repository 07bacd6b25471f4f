import type { Lane } from '../domain/sending/lane.ts';
import type { Notification } from '../domain/sending/notification.ts';
import type { Step } from '../domain/sending/outcome.ts';
import type { SendClass } from '../seams/notifier.ts';

/** Sends of one credential that may be in flight at once. */
const inFlightLimit = 4;
/** Sends of one lane among them: a channel that hangs must leave room for those that do not (I8). */
const laneLimit = 2;

/** What a send brings: something new (a post, a trigger, and the look for one), or a change of what is there. */
type Kind = 'new' | 'change';

/** A send that is under way. */
export interface InFlight {
  readonly incident: string;
  readonly lane: string;
  readonly kind: Kind;
}

/** What a place is asked for. */
interface Applicant {
  readonly row: Pick<Notification, 'incident' | 'lane'>;
  readonly step: Step;
  readonly sendClass: SendClass;
}

/** Which kind a step is. */
export function kindOf(step: Step): Kind {
  return step === 'create' || step === 'lookup' ? 'new' : 'change';
}

/** The places for sends that are taken, and the rules by which one may be taken. */
export class Places {
  private readonly lanes: ReadonlyMap<string, Lane>;
  private readonly taken: InFlight[];

  constructor(inFlight: Iterable<InFlight>, lanes: ReadonlyMap<string, Lane>) {
    this.taken = [...inFlight];
    this.lanes = lanes;
  }

  /** Whether every place is taken. */
  isFull(): boolean {
    return this.taken.length >= inFlightLimit;
  }

  /** Whether this send may go now. The last place is for a lane that flows and has none: others may hang in theirs. */
  hasRoomFor({ row }: Applicant): boolean {
    const inLane = this.taken.filter((one) => one.lane === row.lane);
    const flows = laneOpensAt(this.lanes.get(row.lane)) === 0;
    if (inLane.some((one) => one.incident === row.incident) || inLane.length >= laneLimit) return false;
    // A lane that was down is probed by one row alone.
    if (inLane.length > 0 && !flows) return false;
    return this.taken.length < inFlightLimit - 1 || (!this.isFull() && flows && inLane.length === 0);
  }

  /** Whether its lane already has a send of its kind under way. A page to trigger never waits for another one. */
  isSecondOfItsKind({ row, step, sendClass }: Applicant): boolean {
    return (
      sendClass !== 'page' && this.taken.some((one) => one.lane === row.lane && one.kind === kindOf(step))
    );
  }

  take({ row, step }: Applicant): void {
    this.taken.push({ incident: row.incident, lane: row.lane, kind: kindOf(step) });
  }
}

/** 0 for a lane that flows; otherwise the time from which it may be probed. */
export function laneOpensAt(lane: Lane | undefined): number {
  return lane === undefined || lane.state.kind === 'flowing' ? 0 : lane.state.until;
}
