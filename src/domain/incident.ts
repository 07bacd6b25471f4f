import type { Cause } from './cause.ts';
import type { EnvironmentClass } from './environment.ts';
import type { Frame } from './alert.ts';
import type { Severity } from './severity.ts';

/** What an incident knows of one affected service. */
export interface ServiceTally {
  readonly name: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly alerts: number;
}

/** The alert that speaks for an incident: the richest one so far. */
export interface Sample {
  readonly type: string | null;
  readonly message: string;
  readonly culprit: string | null;
  readonly frame: Frame | null;
  readonly transaction: string | null;
  readonly environment: string | null;
  readonly rule: string | null;
  readonly tags: readonly (readonly [string, string])[];
  readonly link: string | null;
  readonly shortId: string | null;
}

/** Why an incident should page. Once wanted it stays wanted until the incident ends. */
export interface PageWanted {
  readonly reason: string;
  readonly since: number;
  /** Set when the page cap sent this incident to the collecting page of that incident. */
  readonly joined: string | null;
  /** Why it is no longer wanted although nobody resolved the incident, for example because it turned out to be staging. */
  readonly withdrawn: string | null;
}

/** How and by whom an incident ended. */
export interface Resolution {
  readonly at: number;
  readonly by: 'sentry' | 'human' | 'quiet' | 'root' | 'drill';
  readonly who: string | null;
  readonly reason: string;
}

/** Distinct events of the running and the previous minute, for the rate rule. */
export interface EventRate {
  /** Virtual ms at which the running minute began. */
  readonly minute: number;
  readonly count: number;
  /** How many whole minutes before the running one reached the threshold, in a row. */
  readonly hotMinutes: number;
}

/** What humans handle. A root has no parent; a storm is a root with children. */
export interface Incident {
  readonly id: string;
  /** `collector` is the page "many incidents": it has no issues of its own, only incidents that joined it. */
  readonly kind: 'alerts' | 'collector';
  readonly status: 'open' | 'acknowledged' | 'resolved';
  readonly parent: string | null;
  readonly previous: string | null;
  readonly generation: number;
  readonly environmentClass: EnvironmentClass;
  readonly openedAt: number;
  /** Virtual ms before which its first message waits for its group. */
  readonly showFrom: number;
  readonly lastAlertAt: number;
  readonly title: string;
  readonly severity: Severity;
  readonly sample: Sample;
  readonly services: readonly ServiceTally[];
  /** Keys of its own issues, oldest first. */
  readonly issues: readonly string[];
  /** Of `issues`, how many still fire. */
  readonly openIssues: number;
  /** Accepted entries counted here, children's apart. */
  readonly alerts: number;
  /** Distinct event ids, children's apart. */
  readonly events: number;
  /** Alerts that came after a human's resolve. */
  readonly stillArriving: number;
  readonly rate: EventRate;
  /** Which paging rule an alert of it has met, although no page is wanted yet (for example because the alert was old). */
  readonly pageReason: string | null;
  readonly page: PageWanted | null;
  /** Set on a root that is a storm. */
  readonly storm: { readonly cause: Cause; readonly since: number } | null;
  /** Set on a child: when, by which rule, and whether a better storm may still take it. */
  readonly adoption: { readonly at: number; readonly soft: boolean; readonly rule: string } | null;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  /** What the one who acknowledged could know; whatever exceeds it pages again. */
  readonly seenAtAck: { readonly services: readonly string[]; readonly severity: Severity } | null;
  readonly assignee: string | null;
  readonly resolution: Resolution | null;
  /** Set once it was quiet for so long that the message should say so. */
  readonly quietSince: number | null;
  /** Virtual ms after which it was last changed by an entry: the brain's own modification time. */
  readonly changedAt: number;
}
