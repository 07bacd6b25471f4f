import type { Alert } from '../alert.ts';
import type { PagingRule } from '../decision/paging.ts';
import type { EventHistory } from '../event-history.ts';
import type { PageCondition } from './route.ts';

/** What the conditions of a receiver are held against. */
interface Pageable {
  /** The alert that came; null when the time has come to look again. */
  readonly alert: Pick<Alert, 'level' | 'category' | 'severity'> | null;
  /** What it is called, if it is a storm. */
  readonly storm: PagingRule | null;
  /** At least so many; null: not known. */
  readonly users: number | null;
  /** Distinct events of each member, by minutes. */
  readonly histories: readonly EventHistory[];
  readonly now: number;
}

/** Which condition of a receiver is met, as the rule that people read; null when none is. */
export function conditionMet(conditions: readonly PageCondition[], what: Pageable): PagingRule | null {
  for (const condition of conditions) {
    const met = ruleOf(condition, what);
    if (met !== null) return met;
  }
  return null;
}

function ruleOf(
  condition: PageCondition,
  { alert, storm, users, histories, now }: Pageable,
): PagingRule | null {
  switch (condition.code) {
    case 'storm':
      return storm;
    case 'outage':
      return alert?.category === 'outage' ? { code: 'page-outage' } : null;
    case 'level':
      return alert?.level === condition.level ? { code: 'page-level', level: condition.level } : null;
    case 'metric': {
      const metric = alert?.category === 'metric' && alert.severity === condition.severity;
      return metric ? { code: 'page-metric', severity: condition.severity } : null;
    }
    case 'users': {
      const many = users !== null && users >= condition.users;
      return many ? { code: 'page-users', users: condition.users } : null;
    }
    case 'rate': {
      const { eventsAMinute: events, forMs } = condition;
      const minutes = Math.max(1, Math.ceil(forMs / minuteMs));
      const hot = histories.some((history) => isHot(history, now, events, minutes));
      return hot ? { code: 'page-rate', events, minutes } : null;
    }
  }
}

const minuteMs = 60_000;

/** Whether each of the last so many minutes, the running one among them, had at least so many events. */
function isHot(
  { minutes, slot, counts }: EventHistory,
  now: number,
  events: number,
  running: number,
): boolean {
  const minute = Math.floor(now / minuteMs);
  for (let back = 0; back < running; back++) {
    const at = Math.floor((minute - back) / minutes) - slot;
    // A slot of several minutes holds what they had together.
    if ((counts[at] ?? 0) < events * minutes) return false;
  }
  return true;
}

/** A condition as people read it: `at least 200 events a minute for 2 min`. */
export function conditionText(condition: PageCondition): string {
  switch (condition.code) {
    case 'storm':
      return 'a storm';
    case 'outage':
      return 'an outage';
    case 'level':
      return `level ${condition.level}`;
    case 'metric':
      return `a metric alert at ${condition.severity}`;
    case 'rate':
      return `${condition.eventsAMinute} events a minute for ${condition.forMs / minuteMs} min`;
    case 'users':
      return `${condition.users} users`;
  }
}
