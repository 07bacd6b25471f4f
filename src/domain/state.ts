import type { Baseline } from './baseline.ts';
import type { Drill } from './drill/drill.ts';
import type { Incident } from './incident.ts';
import type { Issue } from './issue.ts';
import type { PagerWord } from './inbox/pager-word.ts';
import type { Silence } from './routing/silence.ts';
import type { LaneState } from './sending/lane.ts';
import type { Policy, Receiver } from './policy.ts';
import type { ProjectRhythm } from './inbox/project-rhythm.ts';
import type { ServiceReleases } from './release.ts';
import type { TimelineItem } from './timeline.ts';
import type { Timer } from './timer.ts';

/** A receiver that is no longer in the policy. */
export interface FormerReceiver {
  readonly receiver: Receiver;
  readonly leftAt: number;
}

/** When genuine deliveries were heard, virtual ms. */
export interface Heard {
  readonly at: number;
  /** By the name of the alert that told of it; of very many the newest. */
  readonly alerts: Readonly<Record<string, number>>;
  /** For how long something was heard now and then, ms in all; a long pause counts as a short one. Absent: in rows of older relays. */
  readonly forMs?: number;
}

/** The few single values that the brain remembers. */
export interface BrainMeta {
  /** Random id of this installation, made once. */
  readonly install: string;
  /** The brain's time: the greatest received_at applied so far. */
  readonly now: number;
  /** The last entry applied. */
  readonly cursor: number;
  readonly policy: Policy;
  /** Since when it has held, virtual ms. Absent: nobody has told, as in rows of older relays. */
  readonly policySince?: number;
  /** Receivers that left the policy while incidents were remembered that they may show. */
  readonly former: readonly FormerReceiver[];
  /** When pages became wanted, newest last, for the page cap. */
  readonly pagesWanted: readonly number[];
  /** The same by the name of each receiver. Absent: no routes are configured. */
  readonly pagesWantedAt?: Readonly<Record<string, readonly number[]>>;
  /**
   * The page of many incidents that a receiver in the shadow would have, by its name and class, and which joined it last.
   * Absent: there never were too many.
   */
  readonly sharedInShadow?: Readonly<Record<string, { readonly page: string; readonly newest: string }>>;
  /** Who would be woken first now. Absent: nobody has told. */
  readonly onCall?: readonly string[];
  /** When Sentry itself last told of anything, and by the name of its alert, virtual ms. Absent: it never did, as in rows of older relays. */
  readonly heard?: Heard;
  /** By organization of which it was told that alerts never came: when the first of them fired, UNIX ms. Absent: of none, as in older rows. */
  readonly unheard?: Readonly<Record<string, number>>;
  /** Those that hold, and those that ended lately, oldest first. Absent: there never was one. */
  readonly silences?: readonly Silence[];
  /** Id of the escalation policy by which real pages were seen to go. Absent: nothing told of one. */
  readonly pagerPolicy?: string;
  /** What a pager told before anything said of which page; `since` is virtual ms. Absent: nothing. */
  readonly unplaced?: readonly { readonly word: PagerWord; readonly since: number }[];
}

/** One row that the brain changed; the store writes exactly these, and the state in memory is folded from them. */
export type Change =
  | { readonly table: 'meta'; readonly row: BrainMeta }
  | { readonly table: 'issue'; readonly key: string; readonly row: Issue | null }
  | { readonly table: 'incident'; readonly key: string; readonly row: Incident }
  /** The incident leaves memory; its row stays in the store for readers. */
  | { readonly table: 'forget'; readonly key: string }
  /** A distinct event id or user hash of an incident: `e:<id>` or `u:<hash>`. */
  | { readonly table: 'member'; readonly incident: string; readonly id: string }
  /** The oldest member leaves, because the incident holds the cap. */
  | { readonly table: 'drop-member'; readonly incident: string; readonly id: string }
  | { readonly table: 'timer'; readonly key: string; readonly row: Timer | null }
  | { readonly table: 'release'; readonly key: string; readonly row: ServiceReleases | null }
  | { readonly table: 'baseline'; readonly key: string; readonly row: Baseline | null }
  | { readonly table: 'project'; readonly key: string; readonly row: ProjectRhythm | null }
  | { readonly table: 'lane'; readonly key: string; readonly row: LaneState | null }
  | { readonly table: 'drill'; readonly key: string; readonly row: Drill | null }
  | { readonly table: 'timeline'; readonly row: TimelineItem };

/** All rows that the brain needs, as the store loads them at start. Forgotten incidents are not among them. */
export interface BrainRows {
  readonly meta: BrainMeta;
  readonly issues: readonly Issue[];
  readonly incidents: readonly Incident[];
  /** In the order in which they were added. */
  readonly members: readonly { readonly incident: string; readonly id: string }[];
  readonly timers: readonly Timer[];
  readonly releases: readonly ServiceReleases[];
  readonly baselines: readonly Baseline[];
  readonly projects: readonly ProjectRhythm[];
  readonly lanes: readonly { readonly key: string; readonly row: LaneState }[];
  readonly drills: readonly Drill[];
  /** Per incident in memory: the last timeline number and the newest told items. */
  readonly timeline: readonly TimelineItem[];
}

/** The same, to be gone through once and row by row: an incident comes before whatever is its own, and all of that before the next. */
export interface BrainReading {
  readonly meta: BrainMeta;
  readonly changes: Iterable<Change>;
}
