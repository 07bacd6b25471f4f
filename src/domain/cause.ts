/** What kind of thing several failures share, strongest first. */
type CauseKind =
  /** What a rule of the operator's says. */
  | 'rule'
  | 'mode'
  | 'dependency'
  | 'host'
  | 'release'
  | 'code'
  | 'template'
  | 'service'
  /** Nothing that was named: many issues that broke out together. */
  | 'surge'
  /** Nothing that the relay found: a person said that they belong together. */
  | 'merged';

/** Something that failures of several issues or services can share. */
export interface Cause {
  readonly kind: CauseKind;
  /** Equal keys mean the same cause, for example `mode:dns`, `dependency:redis`, `release:checkout@2.4.1`. */
  readonly key: string;
  /** For people, for example `redis unreachable (cache-main)`. */
  readonly title: string;
}

/** Whether a cause is the same only where its key is: names and engines do not link it with others. */
export function isWhole(cause: Pick<Cause, 'kind'> | null): boolean {
  return cause?.kind === 'mode' || cause?.kind === 'rule';
}

/** What one alert's texts say about why it failed. */
export interface Evidence {
  /** A mode, a dependency or a host that is named outright; null when the texts name none. */
  readonly named: Cause | null;
  /** Name of the operator's rule that says the cause, whatever the texts do. Absent: none does. */
  readonly rule?: string;
  /** Engine of a named dependency (`redis`, `postgres`, …), null otherwise. */
  readonly family: string | null;
  /** Engine whose driver tells of a named mode: its disk is full, its users are refused. Absent: none does. */
  readonly driver?: string;
  /** Normalised names of the hosts and services that could not be reached; an IP address only with its port, where no engine is named. */
  readonly names: readonly string[];
  /**
   * Names of what failing calls in breadcrumbs went to, where the texts do not name it. Hearsay: it may speak for a
   * soft adoption, and never links, votes or names a cause. Rows of older relays have none.
   */
  readonly hints?: readonly string[];
  /** Weak causes, in the order in which they may vote: code, template, service. A release is added by the brain, which knows its age. */
  readonly weak: readonly Cause[];
  /** True when the texts say that something could not be reached, without naming it, or by nothing but its address. */
  readonly unreachable: boolean;
  /** True when they say that no way leads to what could not be reached, named or not. Absent: they do not. */
  readonly noRoute?: true;
  /** It tells of a request that a client made wrongly, or too late, and of nothing else: servers say so all day. Absent: it does not. */
  readonly expected?: true;
  /** It tells of what happens somewhere on any day: noise of browsers, a deadlock, a process that was asked to end. Absent: it does not. */
  readonly ordinary?: true;
  /** It says itself that it is over, or is tried again: as a warning it is no sign of an outage. Absent: it does not. */
  readonly recovered?: true;
  readonly traceId: string | null;
}
