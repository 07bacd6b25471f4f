import { matches } from '../../correlate/rules/matching.ts';
import { spanOf, type MaintenanceSpan } from '../../decide/routing/maintenance-span.ts';
import { inUtc } from '../../domain/decision/amounts.ts';
import type { Maintenance } from '../../domain/routing/maintenance.ts';
import { silenceBounds } from '../../domain/routing/silence.ts';
import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import type { Values } from '../schema/leaves.ts';
import { neverTogether } from './matching/never-together.ts';
import { troublesOfAnybody } from './waking/rehearsal.ts';

/** The maintenance that the settings mean, with the calendar that its names stand for. */
export function maintenanceOf({
  maintenance,
  time_intervals: calendar,
}: Pick<Values, 'maintenance' | 'time_intervals'>): readonly Maintenance[] {
  return maintenance.map((said): Maintenance => {
    const { name, matchers, reason, from, until, time_intervals: names } = said;
    const intervals = names?.flatMap(
      (wanted) => calendar.find((each) => each.name === wanted)?.time_intervals ?? [],
    );
    const recurs = names !== undefined && names.length > 0 && intervals !== undefined;
    return {
      name,
      matchers,
      reason,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(recurs ? { intervals } : {}),
    };
  });
}

/** What keeps nothing quiet any more at a moment, UNIX ms, and is read by everybody who reads the file. */
export function pastMaintenance(
  document: ConfigDocument,
  { maintenance = [] }: Partial<Values>,
  now: number,
): readonly Problem[] {
  return maintenance.flatMap(({ name, until }, n) => {
    if (until === undefined || now < until) return [];
    const message = `${name} is over since ${inUtc(until)}, and keeps nothing quiet. Remove it, or write when it is next.`;
    return [document.problem('maintenance', message, [n, 'until'])];
  });
}

/** What from a moment on, UNIX ms, covers everybody's outages in production, or something of production for too long. */
export function wideMaintenance(
  document: ConfigDocument,
  { maintenance = [], time_intervals: calendar = [], ...values }: Partial<Values>,
  now: number,
): readonly Problem[] {
  const { 'environments.production': production, 'environments.quiet': quiet } = values;
  if (production === undefined || quiet === undefined) return [];
  return maintenanceOf({ maintenance, time_intervals: calendar }).flatMap((one, n) => {
    const span = spanOf(one, now);
    const inProduction = [...one.matchers, { label: 'environment', op: '=', value: 'production' } as const];
    if (span === null || neverTogether(inProduction, { production, quiet }) !== null) return [];
    const covered = troublesOfAnybody().filter(({ labels }) =>
      one.matchers.every((each) => matches(each, labels)),
    );
    if (covered.length > 0) {
      const what = covered.map(({ name }) => name).join(', ');
      const message = `${one.name} covers production as a whole ${spanWords(span)}: ${what} of any service makes no message then and wakes nobody. Name in its matchers what is worked on.`;
      return [document.problem('maintenance', message, [n, 'matchers'])];
    }
    const lasts = (span.until ?? Infinity) - (span.from ?? now);
    if (lasts <= silenceBounds.longestMs) return [];
    const message = `${one.name} covers some of production ${spanWords(span)}, without a pause, and no outage of that wakes anybody. Write an earlier until, or time_intervals.`;
    return [
      document.problem('maintenance', message, [n, one.until === undefined ? 'time_intervals' : 'until']),
    ];
  });
}

function spanWords({ from, until }: MaintenanceSpan): string {
  const begins = from === null ? '' : `from ${inUtc(from)} `;
  return until === null ? `${begins}with no end in sight` : `${begins}until ${inUtc(until)}`;
}
