import type { BrainState } from '../../correlate/state/brain-state.ts';
import { projectIncident, touchedBy } from '../../decide/projections.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Delivery, Entry } from '../../domain/inbox/entry.ts';
import { isDrill, type Wanted } from '../../domain/sending/notification.ts';
import { toldBy } from '../../domain/sending/page-projection.ts';
import type { PageKey } from '../../domain/sending/page-key.ts';
import type { Receiver } from '../../domain/policy.ts';
import type { Reader } from '../../ingest/reader.ts';
import type { Batch } from '../../seams/store.ts';
import { applyEntries } from '../apply-inbox.ts';
import { pageEntryOf } from '../page-entry.ts';
import { timerDelivery } from '../timer-entry.ts';
import { FigureWatch } from './only-figures.ts';
import { ReadyReceivers, type Figures, type Told } from './ready-receivers.ts';

/** One entry, and what the brain made of it. */
export interface ReplayStep {
  readonly entry: Entry;
  readonly batch: Omit<Batch, 'epoch' | 'wanted'>;
}

/** Who hears what comes out of a replay, in the order in which it happens. */
export interface ReplayListener {
  applied(step: ReplayStep): void;
  told(told: Told): void;
}

/** What a replay begins with. */
interface ReplayParts {
  /** Goes on in place. */
  readonly state: BrainState;
  readonly read: Reader;
  readonly listener: ReplayListener;
  /**
   * Of a recorded inbox, which holds what pagers answered: which pages are answered besides, asked when the next entry
   * comes; `at` is when it would have been taken, virtual ms. Absent: the entries hold no answers, and every page is taken at once.
   */
  readonly alsoTaken?: (page: PageKey, at: number) => boolean;
}

/** Between two entries lies room for so many of a replay's own: timers, and what pagers answer. */
const betweenEntries = 1e4;

/**
 * The production brain with another front and back: entries come from a file or a store, time is theirs, and receivers
 * take everything at once. It writes nothing and sends nothing.
 */
export class Replay {
  readonly state: BrainState;
  private readonly read: Reader;
  private readonly listener: ReplayListener;
  private readonly receivers: ReadyReceivers;
  private readonly alsoTaken: ReplayParts['alsoTaken'];
  private readonly watch = new FigureWatch();
  /** Pages that were taken, and of which the brain has not been told yet. */
  private readonly taken: Told[] = [];

  constructor({ state, read, listener, alsoTaken }: ReplayParts) {
    this.alsoTaken = alsoTaken;
    this.state = state;
    this.read = read;
    this.listener = listener;
    this.receivers = new ReadyReceivers(
      (told) => {
        listener.told(told);
        if (isTrigger(told)) this.taken.push(told);
      },
      (incident) => this.shown(incident),
    );
    // What a snapshot knows is shown already: it is told before anybody listens.
    this.receivers.want(shownBy(state), state.meta.now);
  }

  /** Applies an entry; what is due before it comes first. Entries come in the order of their numbers. */
  take(entry: Entry, fires: (due: number) => boolean = always): void {
    this.pass(entry.receivedAt, fires);
    this.step(entry);
  }

  /**
   * Lets time go on until virtual ms `until`: timers become entries when they are due, as in a relay that has applied all
   * else. Of which that holds, by the virtual ms at which they are due, `fires` says: a recorded inbox has its own.
   */
  pass(until: number, fires: (due: number) => boolean = always): void {
    this.tellTaken();
    for (;;) {
      const timer = fires(this.state.timersFrom) ? this.state.timersFrom : Infinity;
      const send = this.receivers.from();
      if (Math.min(timer, send) > until) return;
      if (send <= timer) {
        this.receivers.sendDue(send);
        if (this.alsoTaken === undefined) this.tellTaken();
      } else this.tell(timerDelivery(this.state), timer);
    }
  }

  /** Tells the brain something of the replay's own, at virtual ms `at` or now, whichever is later. */
  tell(delivery: Delivery, at: number): void {
    const { meta } = this.state;
    // Its number lies between those of the entries around it, so that they keep theirs, and incidents their names.
    const seq = Math.round(meta.cursor * betweenEntries + 1) / betweenEntries;
    this.step({ ...delivery, seq, receivedAt: Math.max(at, meta.now) });
  }

  private step(entry: Entry): void {
    const { wanted, ...batch } = applyEntries(this.state, [entry], this.read);
    this.listener.applied({ entry, batch });
    const { now } = this.state.meta;
    const touched = touchedBy(this.state, batch.changes);
    if (this.watch.onlyFigures(batch.changes)) this.receivers.wantFigures(this.atOnce(touched), now);
    else {
      for (const incident of touched)
        for (const row of projectIncident(this.state, incident)) wanted.set(row.id, row);
      this.receivers.want([...wanted.values()], now);
    }
    if (this.alsoTaken === undefined) this.tellTaken();
  }

  /** What cannot wait for figures: a page, which may wake somebody for them, and what a child says of its root. */
  private atOnce(touched: readonly Incident[]): readonly Figures[] {
    const { pagerTells } = this.state.meta.policy.paging;
    return touched.map((incident) => ({
      incident: incident.id,
      atOnce: () => projectIncident(this.state, incident, incident.parent === null ? pagers : null),
      sendsAgain: pagerTells || incident.kind === 'collector' || this.watch.isBesideOlder(incident),
    }));
  }

  private shown(id: string): readonly Wanted[] {
    const incident = this.state.incidents.get(id);
    return incident === undefined ? [] : projectIncident(this.state, incident);
  }

  private tellTaken(): void {
    for (let told = this.taken.shift(); told !== undefined; told = this.taken.shift()) {
      const { row, at } = told;
      const { projection } = row;
      if (projection.surface !== 'page' || this.alsoTaken?.(projection, at) === false) continue;
      const delivery = pageEntryOf(
        { row, answer: { state: 'taken', at, said: null, told: toldBy(projection) } },
        String(at),
      );
      if (delivery !== null) this.tell(delivery, at);
    }
  }
}

/** What every surface shows of what a state knows. */
function shownBy(state: BrainState): readonly Wanted[] {
  return [...state.incidents.values()].flatMap((incident) => projectIncident(state, incident));
}

function isTrigger({ step, row }: Told): boolean {
  return (step === 'create' || step === 'change') && row.surface === 'page' && !isDrill(row);
}

const pagers: ReadonlySet<Receiver['kind']> = new Set(['pager']);

const always = (): boolean => true;
