import type { Alert } from './alert.ts';
import type { EventRate } from './incident.ts';
import type { Policy } from './policy.ts';

/** What of an alert the paging rules look at. */
type Pageable = Pick<Alert, 'level' | 'resource' | 'category' | 'severity'>;

/** Which paging rule an alert meets by itself, whatever else fails, as a sentence; null when it meets none. */
export function ruleMetByAlert(paging: Policy['paging'], alert: Pageable): string | null {
  if (paging.levels.includes(alert.level)) return `Level ${alert.level}.`;
  // A metric speaks through a rule of its own or through an issue: both are the same alarm.
  if (alert.category === 'metric' && alert.severity === 'critical') return 'A critical metric alert.';
  if (alert.category === 'outage') return 'Sentry calls it an outage.';
  return null;
}

/** The rule of many events: met at so many distinct ones a minute for so many minutes; null when it is not. */
export function ruleMetByRate(paging: Policy['paging'], rate: EventRate): string | null {
  const { eventsAMinute, forMinutes } = paging;
  const hot = rate.hotMinutes + 1 >= forMinutes && rate.count >= eventsAMinute;
  return hot ? `At least ${eventsAMinute} events in each of ${forMinutes} minutes running.` : null;
}
