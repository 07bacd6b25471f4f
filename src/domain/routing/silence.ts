import type { Labels } from './labels.ts';
import type { Matcher } from './matcher.ts';
import type { RoutedTo } from './routed.ts';

/** Quiet for whatever its matchers meet: it wakes nobody, and what is new makes no message. */
export interface Silence {
  readonly id: string;
  /** All have to match; at least one. */
  readonly matchers: readonly Matcher[];
  /** Virtual ms from which on it holds; it may be written before. */
  readonly from: number;
  /** Virtual ms from which on it is over; the moment at which somebody ended it, where somebody did. */
  readonly until: number;
  readonly by: string;
  readonly reason: string;
  /** Who ended it early; absent: nobody has. */
  readonly endedBy?: string;
}

/**
 * What keeps the alerts of an incident quiet, a silence or another incident that stands for it, and what follows for its
 * surfaces.
 */
export interface Silenced extends Pick<Silence, 'by' | 'reason'> {
  /** Id of the silence, or `inhibit:` or `maintenance:` and the name of the rule or of the maintenance. */
  readonly silence: string;
  /** Virtual ms; null: as long as `source` goes on. */
  readonly until: number | null;
  /** The incident that stands for it, by the rule `by`; `reason` is what that is called. Absent: none does. */
  readonly source?: string;
  /** It is the maintenance `by` of the configuration. Absent: it is not. */
  readonly maintenance?: true;
  /** False while nobody has been told of it: no alert of it is counted then, and it has no message. */
  readonly told: boolean;
  /** An alert of it came that this silence does not cover. */
  readonly uncovered?: true;
  /** Of a root: something else of it fires that no silence covers. */
  readonly partly?: true;
  /** Labels of the alert that met the silence: another silence may go on where this one ends. */
  readonly labels: readonly (readonly [label: string, values: readonly string[]])[];
}

/** What of an incident says whether it is told. */
interface Tellable {
  readonly silenced?: Silenced | null;
  readonly routed?: readonly RoutedTo[];
  readonly shadow?: { readonly routed: readonly RoutedTo[] };
}

/** Ended silences that are kept for readers, ms, and how many silences there may be in all. */
export const silenceBounds = {
  keptMs: 14 * 24 * 3_600_000,
  most: 200,
  longestMs: 30 * 24 * 3_600_000,
  /** It is written at most so long before it begins. */
  aheadMs: 90 * 24 * 3_600_000,
} as const;

/** Where a silence stands. */
export type SilenceStanding = 'scheduled' | 'active' | 'ended';

/** How a silence stands at a virtual ms. One that was ended before it began never holds. */
export function standingOf({ from, until }: Pick<Silence, 'from' | 'until'>, now: number): SilenceStanding {
  if (until <= now) return 'ended';
  return now < from ? 'scheduled' : 'active';
}

/** Whether it holds at a virtual ms. */
export function isActive(silence: Silence, now: number): boolean {
  return standingOf(silence, now) === 'active';
}

/** Whether all that fires of an incident is silenced: nobody is woken, and its thread tells nothing. */
export function isSilenced({ silenced }: Tellable): boolean {
  return silenced != null && isCovered(silenced) && silenced.partly === undefined;
}

/** Whether the silence covers whatever came of the incident itself. */
export function isCovered({ uncovered }: Silenced): boolean {
  return uncovered === undefined;
}

/** Quiet that a person asked for, by a mute, a silence or a rule. */
export interface Quiet {
  /** Virtual ms; null: as long as `source` goes on. */
  readonly until: number | null;
  readonly by: string;
  /** Of a silence; of an inhibition what `source` is called. */
  readonly reason?: string;
  /** The incident that stands for it, by the rule `by`. Absent: none does. */
  readonly source?: string;
  /** It is the maintenance `by`. Absent: it is not. */
  readonly maintenance?: true;
}

/** The quiet that an incident has, of two the longer one; null: it has none. */
export function quietOf(
  incident: Tellable & { readonly mute?: Pick<Silence, 'until' | 'by'> | null },
): Quiet | null {
  const { silenced, mute } = incident;
  const asked: Quiet | null = mute == null ? null : { until: mute.until, by: mute.by };
  if (silenced == null || !isSilenced(incident)) return asked;
  const { until, by, reason, source, maintenance } = silenced;
  if (asked !== null && lasts(asked) > lasts(silenced)) return asked;
  return { until, by, reason, ...(source !== undefined && { source }), ...(maintenance && { maintenance }) };
}

/** Of two kinds of quiet the one that has an end lasts longer: for the other nobody knows. */
export function lasts({ until }: Pick<Quiet, 'until'>): number {
  return until ?? -Infinity;
}

/** Why nobody is told of a root: a silence, the interval that every receiver waits for, or that all of them are in the shadow. */
export type Untold =
  | { readonly by: 'silence'; readonly silenced: Silenced }
  | { readonly by: 'interval'; readonly interval: string }
  | { readonly by: 'shadow'; readonly receiver: string };

/** Why nobody is told of a root so far; null when somebody is, or will be as soon as there is room. */
export function whyUntold({ silenced, routed, shadow }: Tellable): Untold | null {
  if (silenced?.told === false) return { by: 'silence', silenced };
  const [shadowed] = shadow?.routed ?? [];
  if (shadowed !== undefined && routed?.length === 0) return { by: 'shadow', receiver: shadowed.receiver };
  const [first] = routed ?? [];
  if (first?.silent == null || routed?.some(({ silent }) => silent === null) === true) return null;
  return { by: 'interval', interval: first.silent };
}

/** Without those that ended long ago, and with room for one more where ended ones can make it. */
export function keptSilences(silences: readonly Silence[], now: number): readonly Silence[] {
  const recent = silences.filter(({ until }) => now - until < silenceBounds.keptMs);
  const over = recent.filter((one) => standingOf(one, now) === 'ended').sort((a, b) => a.until - b.until);
  const tooMany = recent.length - (silenceBounds.most - 1);
  const leaving = new Set(over.slice(0, Math.max(0, tooMany)));
  return recent.filter((one) => !leaving.has(one));
}

/** Labels as a silenced incident keeps them, and as matchers are held against them. */
export function labelsKept(labels: Labels): Silenced['labels'] {
  return [...labels];
}
