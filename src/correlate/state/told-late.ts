import type { Incident } from '../../domain/incident.ts';
import { lastHeardAt, type Issue } from '../../domain/issue.ts';
import type { Draft } from './draft.ts';

// What is healed or replayed is known now, and came to a door long ago: what is together, and how often, goes by that.

type LastAlert = Pick<Incident, 'lastAlertAt' | 'lastAlertLateMs'>;

/** From here on a step tells what came to a door at virtual ms `at`: what was made as of another time holds no more. */
export function hear(draft: Draft, at: number): void {
  if (at === draft.heardAt) return;
  draft.heardAt = Math.min(at, draft.now);
  draft.rowsWritten += 1;
  draft.baselinesWritten += 1;
}

/** When the newest alert that fired came to a door, virtual ms. */
export function lastAlertHeardAt({ lastAlertAt, lastAlertLateMs = 0 }: LastAlert): number {
  return lastAlertAt - lastAlertLateMs;
}

/** What an incident says of its newest alert once another has been told: known now, and as old as the newer of both. */
export function withLastAlert(step: Pick<Draft, 'now' | 'heardAt'>, row: LastAlert): LastAlert {
  const { now, heardAt } = step;
  if (heardAt === now && row.lastAlertLateMs === undefined) return { lastAlertAt: now };
  return { lastAlertAt: now, lastAlertLateMs: now - Math.max(heardAt, lastAlertHeardAt(row)) };
}

/** What a new incident says of the alert that opens it. */
export function firstAlert({ now, heardAt }: Pick<Draft, 'now' | 'heardAt'>): LastAlert {
  return heardAt === now ? { lastAlertAt: now } : { lastAlertAt: now, lastAlertLateMs: now - heardAt };
}

/** The newest alert of two incidents that become one. */
export function newerAlert(a: LastAlert, b: LastAlert): LastAlert {
  const lastAlertAt = Math.max(a.lastAlertAt, b.lastAlertAt);
  const lateMs = lastAlertAt - Math.max(lastAlertHeardAt(a), lastAlertHeardAt(b));
  return lateMs === 0 && a.lastAlertLateMs === undefined
    ? { lastAlertAt }
    : { lastAlertAt, lastAlertLateMs: lateMs };
}

/** An issue that says how late its newest breakout and its newest alert are known, once an alert has been told. */
export function withLateness(
  { now, heardAt }: Pick<Draft, 'now' | 'heardAt'>,
  issue: Issue,
  breakout: boolean,
): Issue {
  if (heardAt === now && issue.late === undefined) return issue;
  const { late: before, ...known } = issue;
  const newest = issue.alerts === 0 ? -Infinity : lastHeardAt(issue);
  const breakoutMs = breakout ? now - heardAt : (before?.breakoutMs ?? 0);
  const lastMs = now - Math.max(heardAt, newest);
  return breakoutMs === 0 && lastMs === 0 ? known : { ...known, late: { breakoutMs, lastMs } };
}
