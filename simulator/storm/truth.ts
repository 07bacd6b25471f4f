/** A time in which a trouble breaks out, in virtual UNIX milliseconds. */
export interface Outburst {
  readonly from: number;
  readonly to: number;
  /** Whether a correct relay gets somebody woken for it. */
  readonly wakes: boolean;
}

/** What a scenario knows about anything that has a page of its own, or is to have none. */
export interface Trouble {
  readonly id: string;
  readonly services: readonly string[];
  /** PagerDuty incidents that a correct relay opens for it. */
  readonly pages: number;
  /** Oldest first. */
  readonly outbursts: readonly Outburst[];
}

/** What the scenario knows about one outage. */
export interface OutageTruth extends Trouble {
  /** Whether Sentry resolves all its issues in the end. */
  readonly resolves: boolean;
}

/** A failure, monitor or metric rule that is a trouble of its own, whatever goes on around it. */
export interface LoneTruth extends Trouble {
  /** Its issue in Sentry; `metric:<rule id>` for a metric rule, which has none. */
  readonly issueId: string;
  /** Null for a metric rule. */
  readonly shortId: string | null;
  /** What its page and its message have to say of it: title or name. */
  readonly title: string;
  /** The part of a link to Sentry that leads to it and to nothing else. */
  readonly address: string;
}

/** A failure of its own that has to page, or to join a page. */
export interface FatalTruth {
  readonly service: string;
  readonly shortId: string;
  readonly issueId: string;
}
