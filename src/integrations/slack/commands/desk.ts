import type { PageShown } from '../../../domain/sending/projection.ts';
import type { Severity } from '../../../domain/severity.ts';
import type { OnCall } from '../../../seams/on-call.ts';

/** An open incident, as far as a line of a list tells. Texts are unescaped, times virtual UNIX ms. */
export interface ListedIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly state: 'open' | 'acknowledged';
  readonly acknowledgedBy: string | null;
  /** Its services, the first to fail in front. */
  readonly services: readonly string[];
  readonly since: number;
  /** Where its page stands with its pager; null: none is wanted. */
  readonly paged: Exclude<PageShown['standing'], 'due'> | 'taken' | null;
  readonly mutedUntil: number | null;
  /** Its message in Slack; null: it has none yet. `link`: its address, as Slack told it; null: not known. */
  readonly message: { readonly channel: string; readonly ts: string; readonly link: string | null } | null;
  /** Its issue in Sentry. */
  readonly link: string | null;
}

/** An incident that somebody named: its root, where it is part of a storm. */
export interface NamedIncident {
  readonly id: string;
  readonly title: string;
  readonly state: 'open' | 'acknowledged' | 'resolved';
  readonly acknowledgedBy: string | null;
  /** Virtual UNIX ms. */
  readonly acknowledgedAt: number | null;
  /** Who else has acknowledged it. */
  readonly also: readonly string[];
  /** It is a page that several share, which has no message of its own. Absent: it is none. */
  readonly many?: true;
}

/** What answers need of the relay. All of it may reject. */
export interface Desk {
  /** Virtual UNIX ms. */
  readonly now: () => number;
  /** The worst first, at most `most`, and how many there are. */
  open(most: number): Promise<{ readonly listed: readonly ListedIncident[]; readonly all: number }>;
  /**
   * By its id, its number, or the short id of its issue in Sentry; null: there is none. Of what is part of a storm its
   * root, unless the part itself is meant.
   */
  find(named: string, meant: 'root' | 'part'): Promise<NamedIncident | null>;
  /** Whether there is a pager, so that somebody can be woken. */
  readonly pager: boolean;
  readonly onCall: OnCall;
}
