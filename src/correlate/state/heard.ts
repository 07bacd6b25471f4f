import type { Cause, Evidence } from '../../domain/cause.ts';
import type { Incident } from '../../domain/incident.ts';
import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import type { Burst, Lasting } from '../../domain/issue.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ServiceReleases } from '../../domain/release.ts';

/** An issue that broke out lately, as it votes for a cause. Times are virtual ms. */
export interface Voter {
  readonly issue: string;
  readonly service: string;
  readonly evidence: Evidence;
  /** What its evidence says that each breakout asks of two hundred others: `named` is null; `unreachable`; `weak`. */
  readonly nameless: boolean;
  readonly unreachable: boolean;
  readonly weak: Evidence['weak'];
  /** Set only while the release is young, an older one is known, and the issue was born in it. */
  readonly release: Cause | null;
  /** Key of the release that it would blame, were that young: most are told apart by it. Null: it blames none. */
  readonly bornIn: string | null;
  /** The only user whom its incident is known to have met; null for none, and for several. */
  readonly user: string | null;
  /** When its service was first seen in that release; null where none is set. */
  readonly releasedAt: number | null;
  readonly breakoutAt: number;
  /** True at three alerts within the window. */
  readonly loud: boolean;
  /** The loudest burst that it has reached within the window. */
  readonly burst: Burst | 0;
  /** How its trouble lasts: so many occurrences in the first minutes after its breakout. */
  readonly lasting: Lasting | 0;
  /** The same for longer, while it goes on. */
  readonly enduring: Lasting | 0;
  /** It speaks too low to be a sign of an outage by what it says: a mere warning, a note, what clients do wrong or browsers throw, once or twice. */
  readonly slight: boolean;
  /** Its title, in lower case. */
  readonly says: string;
  /** Trace ids of its events, the newest ones. */
  readonly traces: readonly string[];
  /** Root of the storm that it may still leave, null when it is in none. */
  readonly partOf: string | null;
  /** Alerts within the window. */
  readonly alerts: number;
}

/** A voter who was heard among others. */
export interface HeardVoter extends Voter {
  /** Its incident when it was heard. */
  readonly home: Incident;
}

/** What voters ask of a step of the brain. */
export interface HearingStep {
  readonly heardAt: number;
  readonly policy: Policy;
  /** The only user of an incident; null for none, and for several. */
  onlyUserOf(incident: string): string | null;
  releasesOf(key: string): ServiceReleases | null;
  versionNewAt(environmentClass: EnvironmentClass, version: string): number;
}

/**
 * The step in which voters are heard. Those that stay with their breakouts have one in common: each with a step of its own
 * would keep that in memory, with all that it made, until the breakout is forgotten.
 */
export interface Hearing {
  step: HearingStep;
}

/** A storm as those see it who may join. Times are virtual ms. */
export interface StormView {
  readonly root: string;
  readonly cause: Cause;
  /** Evidence of its members, each distinct one once. */
  readonly evidences: readonly Evidence[];
  readonly services: ReadonlySet<string>;
  readonly since: number;
  readonly firstBreakoutAt: number;
  readonly lastBreakoutAt: number;
  readonly lastSeenByService: ReadonlyMap<string, number>;
  /** Services in which only guests of it fail. */
  readonly guestServices: ReadonlySet<string>;
  readonly traceIds: Pick<ReadonlySet<string>, 'has'>;
  /** How many members have a wording or an identifier, by the key of its weak cause. */
  readonly wordings: Pick<ReadonlyMap<string, number>, 'get'>;
  /** Whether two of its members share one. */
  readonly repeatsWording: boolean;
}
