import { spanOf, type MaintenanceSpan } from '../decide/routing/maintenance-span.ts';
import { nameOf, type Incident } from '../domain/incident.ts';
import type { Policy } from '../domain/policy.ts';
import type { InhibitRule } from '../domain/routing/inhibit-rule.ts';
import type { Maintenance } from '../domain/routing/maintenance.ts';
import { matcherText } from '../domain/routing/matcher.ts';

/** Planned work of the configuration: when it lasts, or lasts next. Times are UNIX ms. */
export interface MaintenanceView extends MaintenanceSpan, Pick<Maintenance, 'name' | 'reason'> {
  /** As they are written. */
  readonly matchers: readonly string[];
}

/** A rule by which one incident keeps others quiet, and whom it keeps quiet now. */
interface InhibitionView extends Pick<InhibitRule, 'name' | 'equal'> {
  readonly source: readonly string[];
  readonly target: readonly string[];
  /** Whether it keeps anything quiet. */
  readonly active: boolean;
  readonly quiet: readonly InhibitedView[];
}

/** An incident that another one keeps quiet for as long as that goes on. */
interface InhibitedView {
  readonly incident: string;
  readonly title: string;
  /** Id of the incident that stands for it. */
  readonly by: string;
  /** What that is called. */
  readonly byTitle: string;
}

/** The maintenance of a policy at a moment: what lasts first, then what comes next; what is over for good is left out. */
export function maintenanceViews(
  { maintenance = [] }: Pick<Policy, 'maintenance'>,
  now: number,
): readonly MaintenanceView[] {
  const views = maintenance.flatMap((one): MaintenanceView[] => {
    const span = spanOf(one, now);
    const { name, reason, matchers } = one;
    return span === null ? [] : [{ name, reason, matchers: matchers.map(matcherText), ...span }];
  });
  const turn = ({ active, from, until }: MaintenanceView): number =>
    active ? (until ?? Infinity) : (from ?? Infinity);
  return views.sort((a, b) => Number(b.active) - Number(a.active) || turn(a) - turn(b));
}

/** The rules of inhibition of a policy, and which of these open incidents each keeps quiet. */
export function inhibitionViews(
  { inhibitRules = [] }: Pick<Policy, 'inhibitRules'>,
  open: readonly Incident[],
): readonly InhibitionView[] {
  return inhibitRules.map(({ name, equal, source, target }) => {
    const quiet = open.flatMap((incident): InhibitedView[] => {
      const { id, silenced } = incident;
      if (silenced?.source === undefined || silenced.by !== name) return [];
      return [{ incident: id, title: nameOf(incident), by: silenced.source, byTitle: silenced.reason }];
    });
    const texts = { source: source.map(matcherText), target: target.map(matcherText) };
    return { name, equal, ...texts, active: quiet.length > 0, quiet };
  });
}
