import type { Some } from './belonging.ts';

/** What is usual of something here, and how likely what was seen is by chance. */
interface UsualOf {
  readonly usualAMinute: number;
  /** Whether this has been watched for long enough to tell people so. */
  readonly usualKnown: boolean;
  readonly chance: number;
}

/** `1 issue`, `3 issues`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** The first so many of some names. */
export function someOf(names: readonly string[], most = 3): Some {
  return { first: names.slice(0, most), more: Math.max(0, names.length - most) };
}

/** `a, b, c and 3 more`. */
export function listed({ first, more }: Some): string {
  const shown = first.join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** `15 min`. */
export function inMinutes(ms: number): string {
  return `${Math.round(ms / 60_000)} min`;
}

/** `2 h`. */
export function inHours(ms: number): string {
  return `${Math.round(ms / 3_600_000)} h`;
}

/** `1 h`, `90 min`: whole hours as hours, all else in minutes. */
export function inHoursOrMinutes(ms: number): string {
  return ms % 3_600_000 === 0 ? inHours(ms) : inMinutes(ms);
}

/** `119 min`, and from two hours on `2 h`. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** `2026-11-29 14:00 UTC`, of virtual ms. */
export function inUtc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `usual here: 0.2 a minute, so that many by chance: 1 in 20,000`. */
export function usualWords({ usualAMinute, usualKnown, chance }: UsualOf): string {
  if (usualAMinute === 0) return 'nothing like it is usual here';
  const known = usualKnown ? '' : 'not known yet, presumed ';
  return `usual here: ${known}${rate(usualAMinute)} a minute, so that many by chance: ${probability(chance)}`;
}

function rate(value: number): string {
  return value < 0.01 ? 'less than 0.01' : String(Number(value.toPrecision(2)));
}

/** `1 in 20,000`; what is likely, as a part of one. */
export function probability(value: number): string {
  if (value > 0.1) return String(Number(value.toPrecision(2)));
  if (value < 1e-12) return 'less than 1 in 10^12';
  const times = 1 / value;
  return times >= 1e7
    ? `1 in 10^${Math.round(Math.log10(times))}`
    : `1 in ${Math.round(times).toLocaleString('en-US')}`;
}
