import type { Labels } from './labels.ts';
import type { Matcher } from './matcher.ts';
import type { RoutedTo } from './routed.ts';

/** Quiet for whatever its matchers meet: it wakes nobody, and what is new makes no message. */
export interface Silence {
  readonly id: string;
  /** All have to match; at least one. */
  readonly matchers: readonly Matcher[];
  /** Virtual ms. */
  readonly from: number;
  /** Virtual ms from which on it is over; the moment at which somebody ended it, where somebody did. */
  readonly until: number;
  readonly by: string;
  readonly reason: string;
  /** Who ended it early; absent: nobody has. */
  readonly endedBy?: string;
}

/** Which silence an incident's own alerts met, and what follows for its surfaces. */
export interface Silenced extends Pick<Silence, 'until' | 'by' | 'reason'> {
  /** Id of the silence. */
  readonly silence: string;
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
} as const;

/** Whether it holds at a virtual ms. */
export function isActive({ from, until }: Silence, now: number): boolean {
  return from <= now && now < until;
}

/** Whether all that fires of an incident is silenced: nobody is woken, and its thread tells nothing. */
export function isSilenced({ silenced }: Tellable): boolean {
  return silenced != null && isCovered(silenced) && silenced.partly === undefined;
}

/** Whether the silence covers whatever came of the incident itself. */
export function isCovered({ uncovered }: Silenced): boolean {
  return uncovered === undefined;
}

/** Quiet that a person asked for, by a mute or a silence. */
export interface Quiet {
  /** Virtual ms. */
  readonly until: number;
  readonly by: string;
  /** Of a silence. */
  readonly reason?: string;
}

/** The quiet that an incident has, of two the longer one; null: it has none. */
export function quietOf(incident: Tellable & { readonly mute?: Quiet | null }): Quiet | null {
  const { silenced, mute } = incident;
  const asked = mute == null ? null : { until: mute.until, by: mute.by };
  if (silenced == null || !isSilenced(incident)) return asked;
  if (asked !== null && asked.until > silenced.until) return asked;
  return { until: silenced.until, by: silenced.by, reason: silenced.reason };
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
  const over = recent.filter((one) => !isActive(one, now)).sort((a, b) => a.until - b.until);
  const tooMany = recent.length - (silenceBounds.most - 1);
  const leaving = new Set(over.slice(0, Math.max(0, tooMany)));
  return recent.filter((one) => !leaving.has(one));
}

/** Labels as a silenced incident keeps them, and as matchers are held against them. */
export function labelsKept(labels: Labels): Silenced['labels'] {
  return [...labels];
}
