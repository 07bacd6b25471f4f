import type { QuarantineStore } from './quarantine-store.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Books, Miscount } from '../domain/books.ts';
import type { StoredBucket } from '../domain/sending/budget.ts';
import type { Crowd, CrowdMember } from '../domain/sending/crowd.ts';
import type { DeadLetter, Discarded, LetterClosing, NewDeadLetter } from '../domain/sending/dead-letter.ts';
import type { CanaryStanding } from '../domain/drill/canary.ts';
import type { ListedDeploy } from '../domain/deploy.ts';
import type { Drill } from '../domain/drill/drill.ts';
import type { SentrySigns } from '../domain/drill/drill-report.ts';
import type { Disposition } from '../domain/inbox/disposition.ts';
import type { Appended, Delivery, Entry } from '../domain/inbox/entry.ts';
import type { Incident } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import type { Lane } from '../domain/sending/lane.ts';
import type { Attempts, Notification, Wanted } from '../domain/sending/notification.ts';
import type { ObjectiveStanding, Reached } from '../domain/sending/objective.ts';
import type { Posted, Sent } from '../domain/sending/sent.ts';
import type { Policy, Receiver } from '../domain/policy.ts';
import type { Cover } from '../domain/sending/projection.ts';
import type { QuarantineTally } from '../domain/inbox/likely-words.ts';
import type { Silence } from '../domain/routing/silence.ts';
import type { BrainReading, BrainRows, Change } from '../domain/state.ts';
import type { TimelineItem } from '../domain/timeline.ts';

/**
 * The durable memory. Every operation is one intention, atomic, and takes `now` (virtual ms) where time matters.
 * All are batch-shaped and asynchronous, so that a store can live elsewhere; none takes a callback.
 */
export interface Store
  extends InboxStore, QuarantineStore, LeaseStore, BrainStore, DispatchStore, OperatorStore, SnapshotStore {
  /** Lets the file or the connections go. Calling it twice is legal. */
  close(): Promise<void>;
}

/** The inbox's side. */
export interface InboxStore {
  /**
   * Appends deliveries in one durable commit, in order. A duplicate gets the first one's seq; `samenessOf`
   * (`domain/inbox/duplicate.ts`) says what makes one: the same (source, id) within 72 h, for Sentry's doors only with a
   * digest that came under it; or the same (source, kind, digest) within 24 h, where bodies carry a time.
   * @throws StoreFull when the unapplied bodies reach their limit or the disk is nearly full.
   */
  append(deliveries: readonly Delivery[], now: number): Promise<readonly Appended[]>;
  /** Writes durably, as an append does, and leaves nothing. @throws what an append of now would. */
  tryWrite(now: number): Promise<void>;
  /** Entries with seq > `after`, ascending, without gaps still in flight. */
  read(after: number, limit: number): Promise<readonly Entry[]>;
  /** The same, of one source alone. */
  readOf(source: Entry['source'], after: number, limit: number): Promise<readonly Entry[]>;
  entry(seq: number): Promise<Entry | null>;
}

/** What the brain commits for a run of entries: all or nothing. */
export interface Batch {
  /** The cursor before and after; a commit whose `from` is not the stored cursor is refused (StaleCursor). */
  readonly from: number;
  readonly to: number;
  readonly dispositions: readonly { readonly seq: number; readonly disposition: Disposition }[];
  /** At most one change a row: the newest. */
  readonly changes: readonly Change[];
  readonly wanted: readonly Wanted[];
  readonly deadLetters: readonly NewDeadLetter[];
  /** Epoch of the brain's lease; a commit with another epoch than the stored one is refused (LostLease). */
  readonly epoch: number;
}

/** The right to do what only one may do at a time, since one change of hands. */
export interface Lease {
  readonly name: string;
  readonly epoch: number;
}

/** Who may do what. */
export interface LeaseStore {
  /** Takes the lease `name`; null while another holder's is still valid. A new holder gets a higher epoch. */
  acquireLease(name: string, holder: string, now: number, ttlMs: number): Promise<number | null>;
  /** Keeps a lease until `now + ttlMs`. False when it has changed hands: who worked under it must stop. */
  renewLease(lease: Lease, now: number, ttlMs: number): Promise<boolean>;
  /**
   * Dispatch's side, and what a process tells of itself: writes that are refused (LostLease) once the lease has another
   * epoch. What one that was replaced still believes is over.
   */
  under(lease: Lease): DispatchStore & Pick<InboxStore, 'append'>;
}

/** The brain's side. */
export interface BrainStore {
  /** Everything the brain remembers; null before the first commit. @throws StoreUnusable for a row that cannot be read. */
  loadBrain(): Promise<BrainRows | null>;
  /** The same, for whoever goes through it once and at once: it is read row by row meanwhile, and throws then what `loadBrain` throws. */
  readBrain(): Promise<BrainReading | null>;
  /** The newest moment (virtual ms) at which anything is known to have happened here; null for an empty store. */
  newestMoment(): Promise<number | null>;
  commit(batch: Batch, now: number): Promise<void>;
}

/** Marks an attempt started; the debit is in the same transaction. */
export interface Start {
  readonly id: string;
  readonly step: string;
  readonly attempts: Attempts;
  /** The buckets' states after the debit. */
  readonly buckets: readonly StoredBucket[];
}

/** Writes what became of an attempt. */
export interface Settlement {
  readonly id: string;
  readonly sent: Sent;
  readonly attempts: Attempts;
  readonly lane: Lane | null;
  readonly timeline: readonly TimelineNote[];
  readonly deadLetter: NewDeadLetter | null;
  /** Overflows: what the version covers that is shown now; absent when nothing new is shown. */
  readonly covers?: readonly Cover[];
  /** A receiver has it for the first time, so much after it should. Absent: it had it before, or has it not. */
  readonly reached?: Reached;
}

/** The rules that hold, and since when, virtual ms; null: that is not known. */
export interface Ruling {
  readonly policy: Policy;
  readonly since: number | null;
}

/** A timeline item before the store has numbered it. */
export type TimelineNote = Omit<TimelineItem, 'n'>;

/** Dispatch's side. A notification whose row cannot be read is a dead letter from then on, and in no answer. */
export interface DispatchStore {
  /**
   * Rows of a credential with something to do: wanted differs from sent, or an attempt is ambiguous or was
   * started. Dead ones (their digest is the dead one) are left out, and so are the lanes in `except`, which
   * cannot send now anyway. Most urgent first. At most `limit`, which the lanes, their kinds of work and in these the
   * services share; but two of each kind of a lane in any case.
   */
  pending(credential: string, limit: number, except?: readonly string[]): Promise<readonly Notification[]>;
  /** What waits in each lane of a credential, counted without reading the rows; lanes with nothing are left out. */
  backlog(credential: string): Promise<readonly LaneBacklog[]>;
  /** When the oldest entry was received that the brain has not applied; `now` when it has applied all. Virtual ms. */
  appliedUntil(now: number): Promise<number>;
  /** How many incidents of each lane wait for a first message that may be shown by `now`; lanes without are left out. */
  crowds(credential: string, now: number): Promise<readonly Crowd[]>;
  /** The incidents without a message of their own that an overflow stands for, oldest first. */
  crowd(of: CrowdOf, now: number): Promise<readonly CrowdMember[]>;
  /** Overflows that are open, not shown as wanted, or stand for incidents of which more was heard; oldest first. */
  overflows(credential: string): Promise<readonly Notification[]>;
  /** What shown overflows cover of these message rows; those that none covers are left out. */
  covers(notifications: readonly string[]): Promise<readonly Cover[]>;
  /** Writes the wanted half of an overflow's row, which is dispatch's own. */
  wantOverflow(wanted: Wanted, now: number): Promise<void>;
  notification(id: string): Promise<Notification | null>;
  /** All rows of an incident. */
  notificationsOf(incident: string): Promise<readonly Notification[]>;
  /** Rows of these receivers are sent with their present credentials from now on, for example after a token was replaced. */
  adopt(receivers: readonly Receiver[]): Promise<void>;
  /** What depends on each credential: rows with something to do, and pages that are open at the receiver. */
  holdings(): Promise<readonly Holding[]>;
  lanes(credential: string): Promise<readonly Lane[]>;
  /** Lane → when it last delivered anything, virtual ms; also what has been pruned since. */
  laneUse(): Promise<ReadonlyMap<string, number>>;
  buckets(credential: string): Promise<readonly StoredBucket[]>;
  /** Marks attempts started, with their debits. */
  start(starts: readonly Start[], now: number): Promise<void>;
  /** Writes outcomes. A row counts as current when `sent.digest` equals its wanted digest. */
  settle(settlements: readonly Settlement[], now: number): Promise<void>;
  /**
   * A root without a message takes over the oldest posted message of one of its children at the same receiver:
   * the handle moves, and the child's row has nothing posted from then on. Null when there is none.
   */
  takeOver(rootNotification: string, now: number): Promise<Posted | null>;
  /** Posted messages of incidents whose address is not known yet, nor given up; the worst first, then the oldest. */
  unlinked(credential: string, limit: number): Promise<readonly Notification[]>;
  /** Writes where a posted message is seen; null: nobody will tell. What was posted anew meanwhile is left alone. */
  saveLink(posting: Posting, link: string | null): Promise<void>;
  /** Writes buckets after a debit that belongs to no attempt, for example of a silent probe. */
  saveBuckets(buckets: readonly StoredBucket[]): Promise<void>;
}

/** One post: the row that it shows, and by what its receiver knows it. */
export interface Posting {
  readonly id: string;
  readonly handle: string;
}

/** Which incidents an overflow stands for: its own, and with `joins` whoever else waits in the lane. */
export interface CrowdOf {
  readonly credential: string;
  readonly lane: string;
  /** Id of the overflow's row. */
  readonly overflow: string;
  readonly joins: boolean;
}

/** What depends on one credential; those on which nothing does are left out. */
export interface Holding {
  readonly credential: string;
  readonly pending: number;
  readonly openPages: number;
}

/** What waits in one lane. Times are `pendingSince`, virtual ms; null when nothing of the kind waits. */
export interface LaneBacklog {
  readonly lane: string;
  readonly rows: number;
  readonly oldestAt: number | null;
  /** The oldest page that waits. */
  readonly oldestPageAt: number | null;
  /** When the oldest incident opened whose first message waits. */
  readonly oldestFirstAt: number | null;
}

/** What operators read and do. */
export interface OperatorStore {
  /** Counted from rows, at the same cost however many there are: what is carried is counted anew by `recount` alone. */
  books(now: number): Promise<Books>;
  /**
   * Counts everything that the books carry from its rows, beside whoever reads and writes, and tells what comes to
   * something else. Empty: nothing does, or the signal aborted.
   */
  recount(signal: AbortSignal): Promise<readonly Miscount[]>;
  incident(id: string): Promise<Incident | null>;
  /** Real ones, roots and children, newest first. A drill's are found by their ids. */
  incidents(filter: IncidentFilter): Promise<readonly Incident[]>;
  /**
   * Real roots: the open ones (storms first, then pages that stand for many, then by severity, then the newest),
   * after them the resolved ones, the newest resolution first.
   */
  roots(filter: IncidentFilter): Promise<readonly Incident[]>;
  countOpenRoots(): Promise<number>;
  /** Roots resolved within 24 h before the newest resolution: in the order of `roots`, then the newest resolution. */
  resolvedLately(limit: number): Promise<readonly Incident[]>;
  /** Real roots that are over, the newest resolution first: a bounded piece of however many there are. */
  over(filter: OverFilter): Promise<OverPiece>;
  /** Oldest first. */
  children(root: string, limit: number): Promise<readonly Incident[]>;
  /** The issues under these keys, in this order; those that there are none of are left out. */
  issues(keys: readonly string[]): Promise<readonly Issue[]>;
  childrenTally(root: string): Promise<ChildrenTally>;
  /** Incidents whose page joined that of this collector, oldest first. */
  joined(collector: string, limit: number): Promise<readonly Incident[]>;
  countJoined(collector: string): Promise<number>;
  timeline(incident: string): Promise<readonly TimelineItem[]>;
  /** Those that hold and those that ended lately, oldest first. */
  silences(): Promise<readonly Silence[]>;
  /** The rules that the brain goes by; null: it has none yet. */
  ruling(): Promise<Ruling | null>;
  /** What was deployed since `from`, virtual ms, as far as it is remembered, newest first; at most `limit`. */
  deploys(from: number, limit: number): Promise<readonly ListedDeploy[]>;
  /** What became of an entry; null: it is not applied yet, or that is long past. */
  disposition(seq: number): Promise<Disposition | null>;
  /** Dispositions that were not counted, newest first, with their reasons. */
  setAside(limit: number): Promise<readonly { readonly seq: number; readonly disposition: Disposition }[]>;
  deadLetters(state: DeadLetter['state'] | 'all', limit: number): Promise<readonly DeadLetter[]>;
  deadLetter(id: number): Promise<DeadLetter | null>;
  drill(id: string): Promise<Drill | null>;
  /** Newest first. */
  drills(limit: number): Promise<readonly Drill[]>;
  sentrySigns(): Promise<SentrySigns>;
  /** Closes an open dead letter. A replayed notification is pending again with fresh attempts. */
  closeDeadLetter(id: number, closing: LetterClosing, now: number): Promise<DeadLetter | null>;
  /** All of one subject, the first first. */
  deadLettersOf(kind: DeadLetter['kind'], subject: string): Promise<readonly DeadLetter[]>;
  /** Those that were discarded and are still kept, by their reasons. */
  discarded(): Promise<readonly Discarded[]>;
  /**
   * Removes applied bodies beyond the retention and what became of them, expired seen ids and old closed incidents. What
   * was counted for an incident that is still kept stays counted. Bounded work a call; `more`: call it again.
   */
  prune(
    retention: { readonly maxAgeMs: number; readonly maxBytes: number },
    now: number,
  ): Promise<{ readonly removed: number; readonly more: boolean }>;
  /** When this was last done to its end, virtual UNIX ms, also in an earlier life; null: never. */
  choreEnded(chore: Chore): Promise<number | null>;
  /** It is done to its end. A power cut may take that back: then it is done once more. */
  endChore(chore: Chore, now: number): Promise<void>;
  /** Since when Sentry has to be read because nothing was taken here, virtual UNIX ms; null: nothing is owed. */
  owedReading(): Promise<number | null>;
  /** Notes that it is owed, or read to its end (null): a relay that ends before that still owes it. */
  oweReading(since: number | null): Promise<void>;
  /** How the canary stands, also of an earlier life. */
  canary(): Promise<CanaryStanding>;
  /** One has ended, and it stands so now. A power cut may take that back: then it sings once more. */
  endCanary(standing: CanaryStanding): Promise<void>;
  stats(): Promise<StoreStats>;
  /** How many incidents and pages reached a receiver in time, over some windows until now. */
  objectives(now: number): Promise<readonly ObjectiveStanding[]>;
  /** Log-ins that were ended and whose own end is after `now`. */
  endedSessions(now: number): Promise<readonly EndedSession[]>;
  /** Durably. Those whose own end has come by `now` are forgotten. */
  endSession(session: EndedSession, now: number): Promise<void>;
}

/** What the relay does for its store now and then. */
export type Chore = 'prune' | 'recount';

/** A log-in that somebody ended before its time. */
export interface EndedSession {
  readonly id: string;
  /** When it would have ended by itself, virtual UNIX ms. */
  readonly until: number;
}

/** Which incidents are asked for. `open` takes in the acknowledged ones. */
export interface IncidentFilter {
  readonly status: 'open' | 'resolved' | 'all';
  readonly limit: number;
}

/** Which of those that are over are asked for. */
export interface OverFilter {
  /** Behind this one; null: from the newest on. */
  readonly before: OverPlace | null;
  /** Not those that ended earlier, virtual ms; null: all. */
  readonly from: number | null;
  readonly limit: number;
}

/** The place of an incident among those that are over: when it ended, and which it was of those of that moment. */
export interface OverPlace {
  /** Virtual ms. */
  readonly at: number;
  readonly n: number;
}

/** A piece of what is over. */
export interface OverPiece {
  readonly incidents: readonly { readonly incident: Incident; readonly place: OverPlace }[];
  /** Where it goes on; null: there is no more. */
  readonly next: OverPlace | null;
}

/** What the children of a root add up to, found without reading them one by one. Times in virtual ms. */
export interface ChildrenTally {
  readonly count: number;
  readonly alerts: number;
  readonly events: number;
  /** The first that opened; null without children. */
  readonly openedAt: number | null;
  readonly lastAlertAt: number | null;
  /** The first to fail in front. */
  readonly services: readonly { readonly name: string; readonly firstAt: number }[];
}

/** Figures for health and metrics. */
export interface StoreStats {
  readonly cursor: number;
  readonly lastSeq: number;
  readonly unappliedBytes: number;
  readonly bodyBytes: number;
  readonly openDeadLetters: number;
  readonly quarantined: number;
  /** The same by their causes. */
  readonly quarantinedBy: QuarantineTally;
  readonly lastSentry: SentrySigns['last'];
}

interface StoreFullOptions extends ErrorOptions {
  readonly why?: StoreFull['why'];
}

/** The store takes nothing more until entries are applied or disk is freed; doors answer 503. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';
  /** The disk has no room, or refuses to be written; or too much waits to be applied. */
  readonly why: 'no-room' | 'disk-refuses' | 'backlog';

  constructor(message: string, { why = 'no-room', ...options }: StoreFullOptions = {}) {
    super(message, options);
    this.why = why;
  }
}

/** Another process moved the cursor: this one must stop. */
export class StaleCursor extends Error {
  override readonly name = 'StaleCursor';
}

/** Another process holds the lease now: this one must stop. */
export class LostLease extends Error {
  override readonly name = 'LostLease';
}

/** The store's file cannot be used: the message names it, and says why and what to do, in one line. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
}

/** The store's file is no longer where it was opened: what is written now would be lost. This process must stop. */
export class StoreGone extends Error {
  override readonly name = 'StoreGone';
}

/** Another process already holds the store's file. */
export class StoreLocked extends Error {
  override readonly name = 'StoreLocked';
}
