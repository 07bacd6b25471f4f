import type { Maintenance } from '../../domain/routing/maintenance.ts';
import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import type { Values } from '../schema/leaves.ts';

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
    const since = new Date(until).toISOString().slice(0, 16).replace('T', ' ');
    const message = `${name} is over since ${since} UTC, and keeps nothing quiet. Remove it, or write when it is next.`;
    return [document.problem('maintenance', message, [n, 'until'])];
  });
}
