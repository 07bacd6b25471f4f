import type { Severity } from './severity.ts';
import type { RoomRules } from './sending/room.ts';
import type { Broadcast } from './sending/broadcast.ts';
import type { CauseRule } from './routing/cause-rule.ts';
import type { InhibitRule } from './routing/inhibit-rule.ts';
import type { Maintenance } from './routing/maintenance.ts';
import type { Routing } from './routing/route.ts';
import type { EnvironmentLists } from './environment/environment.ts';

/** A receiver of notifications, as routes name it. */
export interface Receiver {
  /** For example `slack/C0123ABCD` or `pagerduty/primary`. */
  readonly id: string;
  /**
   * `notes`: the pager's incidents, which take lines of a story and ring for none of them; `rooms`: the chat, for channels
   * of single incidents; `hook`: a program, which is told what a chat shows, and to which every question would be an event;
   * `fallback`: another key of a pager, which takes the pages that the one beside it has not taken for long.
   */
  readonly kind: 'chat' | 'pager' | 'notes' | 'rooms' | 'hook' | 'fallback';
  readonly lane: string;
  readonly credential: string;
  /** Id of the receiver beside which it tells more; absent: it stands for itself. */
  readonly beside?: string;
}

/** Alerts go there: it is what can be asked, and what a drill has to prove. */
export type AlertReceiver = Receiver & { readonly kind: 'chat' | 'pager' };

/** Whether alerts go to a receiver, rather than what is told beside them. */
export function takesAlerts(receiver: Receiver): receiver is AlertReceiver {
  return receiver.kind === 'chat' || receiver.kind === 'pager';
}

/** Whether pages go to a receiver: to a pager, or to the key that stands in for one. */
export function takesPages({ kind }: Pick<Receiver, 'kind'>): boolean {
  return kind === 'pager' || kind === 'fallback';
}

/** Everything that steers the brain. Times in ms. A new policy is an inbox entry, so replays use the one of their time. */
export interface Policy {
  readonly receivers: readonly Receiver[];
  /** Where drills go, and nothing else does unless it stands among `receivers` too. */
  readonly drillReceivers: readonly Receiver[];
  /** What the operator says about environments. */
  readonly environments: EnvironmentLists;
  /** Receivers that get nothing new, but whose credential is still known: what is open there is finished there. */
  readonly leaving: readonly Receiver[];
  /** Whose word also resolves an incident's issues in Sentry: that of people here, or also in the pager. Absent: nobody's. */
  readonly resolveInSentry?: 'here' | 'everywhere';
  /** Channels and keys of receivers in the shadow: what would go there is recorded, and nothing is sent. Absent: none. */
  readonly shadows?: readonly Pick<Receiver, 'id' | 'kind'>[];
  /** Who is told of what, and woken. Absent: every receiver, of everything. */
  readonly routing?: Routing;
  /** Who is told of the relay's own trouble, by name. Absent: whoever has what no other route takes. */
  readonly ownTrouble?: string;
  /** When incidents get a channel of their own. Absent: never. */
  readonly rooms?: RoomRules;
  /** Where to read what to do, by service, `*` for all others. Absent: nowhere. */
  readonly runbooks?: Readonly<Record<string, string>>;
  /** Who owns a service, in the operator's words, `*` for all others. Absent: nobody is named. */
  readonly owners?: Readonly<Record<string, string>>;
  /** How severe a level of Sentry's is, by level, where it is not as usual. Absent: all are. */
  readonly severities?: Readonly<Partial<Record<string, Severity>>>;
  /** What the operator knows of causes, the first that meets an error first. Absent: nothing. */
  readonly causeRules?: readonly CauseRule[];
  /** What need not be told while something else is known that explains it. Absent: nothing. */
  readonly inhibitRules?: readonly InhibitRule[];
  /** Work that is known beforehand. Absent: none is. */
  readonly maintenance?: readonly Maintenance[];
  readonly storm: {
    readonly windowMs: number;
    readonly minIssues: number;
    readonly minServices: number;
    readonly minLoudIssues: number;
    readonly minReleaseIssues: number;
    readonly minAlertsInAll: number;
    readonly minIssuesInAll: number;
    readonly quietMs: number;
    readonly releaseAgeMs: number;
    readonly softMs: number;
    /** A storm takes up new issues while its newest alert is no older than this. */
    readonly activeMs: number;
    /** How long a first message waits for its group (Alertmanager's group_wait); longer while a storm goes on. */
    readonly groupWaitMs: number;
    readonly stormGroupWaitMs: number;
    /** P(n breakouts | usual rate) must be below this. */
    readonly surprise: number;
    readonly baselineHalfLifeMs: number;
    /** How many issues are new is counted, however seldom each speaks. Absent: it is not, as in policies of older relays. */
    readonly countsNewcomers?: boolean;
    /**
     * A new issue whose words are those of an open incident, but which names another thing that failed, is trouble of its own;
     * and one that joins what was quiet for long rings like what comes back. Absent: it does not, as in policies of older relays.
     */
    readonly namesApart?: boolean;
    /**
     * What endures needs not be loud at the moment, but to have lasted in the last minutes, and may have begun 14 minutes ago.
     * Absent: it has to be loud, and to have begun within 10, as in policies of older relays.
     */
    readonly enduresSteadily?: boolean;
    /** What is only told or warned of, and names nothing that failed, is no sign of an outage. Absent: it is where it is loud, as in policies of older relays. */
    readonly failuresOnly?: boolean;
  };
  readonly paging: {
    readonly levels: readonly string[];
    readonly eventsAMinute: number;
    readonly forMinutes: number;
    readonly staleMs: number;
    readonly capPages: number;
    readonly capWindowMs: number;
    /** Quiet for so long, an open incident that meets the rule again is triggered again under its key. */
    readonly againMs: number;
    /** Quiet for so long, it is woken for under a new key, whether acknowledged or not. */
    readonly anewMs: number;
    /** What an acknowledged incident has to do to wake somebody again: so many times the projects, not sooner, not more often. */
    readonly growth: { readonly factor: number; readonly notBeforeMs: number; readonly everyMs: number };
    /** What joins a storm that somebody has in hand after a pause, as many projects as it had, is not expected. False in policies of older relays. */
    readonly secondWave: boolean;
    /** What a person had muted is heard again when it grows so far, too. False in policies of older relays. */
    readonly growthEndsMute: boolean;
    /** An acknowledged collecting page wakes again for newcomers at most so often. */
    readonly collectorEveryMs: number;
    /**
     * The pager tells what people do there, so a page is kept current while nobody has acknowledged it: where it does
     * not, a trigger could wake whoever has resolved it there.
     */
    readonly pagerTells: boolean;
    /**
     * The pager cannot tell who acknowledges there, so a page that has rung for a while is taken for one that somebody may
     * have acknowledged: what grows beyond it wakes somebody anew. False in policies of older relays.
     */
    readonly unheard: boolean;
    /**
     * What is at least an error and stands in no chat, because for so long a chat has taken no message at all, wakes
     * somebody. 0: never, as in policies of older relays.
     */
    readonly unseenMs: number;
    /** Deploys to production are told to the pagers, which wakes nobody. */
    readonly tellsDeploys: boolean;
  };
  /** What of the threads is also sent to the channel; absent, as in policies of older relays: nothing but storms. */
  readonly broadcast?: readonly Broadcast[];
  readonly resolve: {
    readonly foldMs: number;
    readonly quietMs: number;
    readonly quietMinEvents: number;
    readonly forgetMs: number;
  };
}

const minute = 60_000;

/** The default policy's numbers; DESIGN section 3 gives their reasons. */
export const defaultPolicy: Policy = {
  receivers: [],
  drillReceivers: [],
  environments: { production: [], quiet: [] },
  leaving: [],
  storm: {
    windowMs: minute,
    minIssues: 5,
    minServices: 3,
    minLoudIssues: 3,
    minReleaseIssues: 3,
    minAlertsInAll: 5,
    minIssuesInAll: 4,
    quietMs: 10 * minute,
    releaseAgeMs: 30 * minute,
    softMs: 2 * minute,
    activeMs: 10 * minute,
    groupWaitMs: 1_000,
    stormGroupWaitMs: 3_000,
    surprise: 1e-4,
    baselineHalfLifeMs: 30 * minute,
    countsNewcomers: true,
    namesApart: true,
    failuresOnly: true,
    enduresSteadily: true,
  },
  paging: {
    levels: ['fatal'],
    eventsAMinute: 100,
    forMinutes: 2,
    staleMs: 15 * minute,
    capPages: 5,
    capWindowMs: 5 * minute,
    againMs: 10 * minute,
    anewMs: 120 * minute,
    growth: { factor: 2, notBeforeMs: 5 * minute, everyMs: 15 * minute },
    secondWave: false,
    growthEndsMute: false,
    collectorEveryMs: 5 * minute,
    pagerTells: false,
    unheard: false,
    unseenMs: 0,
    tellsDeploys: false,
  },
  resolve: { foldMs: 10 * minute, quietMs: 120 * minute, quietMinEvents: 3, forgetMs: 60 * minute },
};
