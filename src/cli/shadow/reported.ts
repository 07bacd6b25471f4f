import { unpagedClause } from '../../domain/decision/paging-words.ts';
import { wouldSay } from '../../domain/sending/would-words.ts';
import { counted, duration } from '../../domain/text/figures.ts';
import { summaryOf } from '../../integrations/pagerduty/summary.ts';
import type { Compared, Comparison } from '../../observe/shadow/comparison.ts';
import type { OurPage } from '../../observe/shadow/our-pages.ts';
import type { TheirPage } from '../../observe/shadow/their-pages.ts';
import type { Missed } from '../../observe/shadow/why-missed.ts';
import type { Zone } from './zone.ts';

/** All that a report tells. Times in virtual ms. */
export interface Reported {
  readonly since: number;
  readonly until: number;
  readonly zone: Zone;
  /** Names of the receivers that are in the shadow now. */
  readonly receivers: readonly string[];
  /** Whether anything can tell of the pages there. */
  readonly hears: boolean;
  /** There are so many incidents that older ones are not looked at: from when on they are; null: all are. */
  readonly cutAt: number | null;
  readonly comparison: Comparison;
}

/** The figures of a report. Times in ms; null where there is nothing to take the middle of. */
export interface Totals {
  readonly there: number;
  readonly here: number;
  readonly same: number;
  readonly earlier: number;
  readonly later: number;
  readonly earlierMedianMs: number | null;
  readonly laterMedianMs: number | null;
  readonly folded: number;
  readonly missed: number;
  readonly onlyHere: number;
  readonly onlyHereAtNight: number;
}

/** Within so much neither side was first, ms. */
const togetherMs = 5_000;

/** Counts what was compared. */
export function totalsOf({ comparison, zone }: Pick<Reported, 'comparison' | 'zone'>): Totals {
  const { there, here, onlyHere } = comparison;
  const apart = there.flatMap((one) => (one.code === 'same' ? [one.byMs] : []));
  const earlier = apart.filter((ms) => ms < -togetherMs).map((ms) => -ms);
  const later = apart.filter((ms) => ms > togetherMs);
  const count = (code: Compared['code']): number => there.filter((one) => one.code === code).length;
  return {
    there: there.length,
    here: here.length,
    same: count('same'),
    earlier: earlier.length,
    later: later.length,
    earlierMedianMs: median(earlier),
    laterMedianMs: median(later),
    folded: count('folded'),
    missed: count('missed'),
    onlyHere: onlyHere.length,
    onlyHereAtNight: onlyHere.filter(({ send }) => zone.isNight(send.at)).length,
  };
}

function median(all: readonly number[]): number | null {
  const sorted = all.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** What a page there says. */
export function thereText({ service, title, id }: TheirPage): string {
  const name = title === '' ? id : title;
  return service === null ? name : `${service}: ${name}`;
}

/** What would have been read by whoever was woken. */
export function hereText({ send, shared }: OurPage): string {
  const one = summaryOf({ ...send, again: null, environmentClass: 'production' });
  return shared === 1 ? one : `${one}, and ${counted(shared - 1, 'more incident')} on one page`;
}

/** How a page there stands to those here. */
export function became(one: Compared): string {
  switch (one.code) {
    case 'same':
      return `${one.here.incident}, ${apartWords(one.byMs)}: ${wouldSay(one.here.send)}`;
    case 'folded':
      return `part of ${one.here.incident}, which would have paged ${one.here.send.receiver} ${duration(one.sinceMs)} before and was still open`;
    case 'missed':
      return missedWords(one.why);
  }
}

function apartWords(byMs: number): string {
  if (Math.abs(byMs) <= togetherMs) return 'at the same time';
  return byMs < 0 ? `${duration(-byMs)} earlier` : `${duration(byMs)} later`;
}

function missedWords(why: Missed): string {
  if (why.code === 'nothing-came')
    return 'no alert of it came from Sentry at that time: what pages there may watch something else';
  const { incident, name, alerts, root, receivers, reason } = why;
  const came = `${counted(alerts, 'alert')} came as ${incident} (${name})${root === null ? '' : `, part of ${root}`}`;
  if (receivers.length === 0) return `${came}; no route leads from it to a receiver in the shadow`;
  const to = receivers.join(', ');
  return reason === null
    ? `${came}; it met no rule that pages ${to}`
    : `${came}; ${to} would not have been paged: ${unpagedClause(reason)}`;
}
