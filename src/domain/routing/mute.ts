import type { Severity } from '../severity.ts';

/** A person wants quiet: until then it wakes nobody anew and tells nothing in its thread, unless it becomes worse. */
export interface Mute {
  /** Virtual ms. */
  readonly until: number;
  readonly by: string;
  /** What it was when it was muted. */
  readonly severity: Severity;
  readonly storm: boolean;
  /** Distinct Sentry projects that had failed by a virtual ms `at`. Absent: no growth ends it, as in older relays. */
  readonly known?: { readonly projects: number; readonly at: number };
}
