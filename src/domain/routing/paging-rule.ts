import type { Alert } from '../alert.ts';
import type { PagingRule } from '../decision/paging.ts';
import type { EventRate } from '../incident.ts';
import type { Policy } from '../policy.ts';

/** What of an alert the paging rules look at. */
type Pageable = Pick<Alert, 'level' | 'resource' | 'category' | 'severity'>;

/** Which paging rule an alert meets by itself, whatever else fails; null when it meets none. */
export function ruleMetByAlert(paging: Policy['paging'], alert: Pageable): PagingRule | null {
  if (paging.levels.includes(alert.level)) return { code: 'page-level', level: alert.level };
  // A metric speaks through a rule of its own or through an issue: both are the same alarm.
  if (alert.category === 'metric' && alert.severity === 'critical') return { code: 'page-critical-metric' };
  if (alert.category === 'outage') return { code: 'page-outage' };
  return null;
}

/** The rule of many events: met at so many distinct ones a minute for so many minutes; null when it is not. */
export function ruleMetByRate(paging: Policy['paging'], rate: EventRate): PagingRule | null {
  const { eventsAMinute, forMinutes } = paging;
  const hot = rate.hotMinutes + 1 >= forMinutes && rate.count >= eventsAMinute;
  return hot ? { code: 'page-rate', events: eventsAMinute, minutes: forMinutes } : null;
}
