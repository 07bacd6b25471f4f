import type { Alert } from '../domain/alert.ts';
import { drillClass, environmentClass, type EnvironmentClass } from '../domain/environment.ts';
import type { Incident } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import type { Draft } from './draft.ts';
import { rootOf } from './lifecycle.ts';

/**
 * Sentry sends `issue.created`, which names no environment, and the event's own alert as tasks of their own, in any
 * order, seconds apart. For so long the first environment that is named says what the incident was all along, in ms.
 */
const namingMs = 60_000;

const aside = 'non-production:';

/** The key of the row in which a class knows an issue. */
export function issueRowKey(issueKey: string, environment: EnvironmentClass): string {
  return environment === 'non-production' ? `${aside}${issueKey}` : issueKey;
}

/** Whether a row is a metric alert rule's. */
export function isMetricRow(key: string): boolean {
  return (key.startsWith(aside) ? key.slice(aside.length) : key).startsWith('metric:');
}

/** The class of an alert: a drill's is that drill's, an unknown environment counts as production. */
export function classOfAlert(draft: Draft, alert: Pick<Alert, 'drill' | 'environment'>): EnvironmentClass {
  return alert.drill === null
    ? environmentClass(alert.environment, draft.policy.environments)
    : drillClass(alert.drill);
}

/** Every row of a Sentry issue, production's first: what happens to the issue in Sentry happens to all of them. */
export function rowsOf(draft: Draft, issueKey: string): readonly Issue[] {
  const keys = [issueKey, issueRowKey(issueKey, 'non-production')];
  return keys.map((key) => draft.issue(key)).filter((row) => row !== null);
}

/**
 * The row that a firing alert speaks of; null when there is none yet. An alert without an environment speaks of
 * whatever is open, production first.
 */
export function rowFor(draft: Draft, alert: Alert): Issue | null {
  if (alert.drill !== null) return draft.issue(alert.issueKey);
  if (alert.environment === null) {
    const rows = rowsOf(draft, alert.issueKey);
    return rows.find((row) => isOpen(draft, row)) ?? rows[0] ?? null;
  }
  const environment = classOfAlert(draft, alert);
  const own = draft.issue(issueRowKey(alert.issueKey, environment));
  if (environment === 'production' || (own !== null && isOpen(draft, own))) return own;
  return nameIncident(draft, alert.issueKey) ?? own;
}

function isOpen(draft: Draft, row: Issue): boolean {
  const incident = draft.incident(row.incident);
  return incident !== null && rootOf(draft, incident).status !== 'resolved';
}

/** Makes a young incident that nobody has named an environment of non-production; answers with the issue's row there. */
function nameIncident(draft: Draft, issueKey: string): Issue | null {
  const unnamed = draft.issue(issueKey);
  const incident = unnamed === null ? null : draft.incident(unnamed.incident);
  if (unnamed === null || incident === null || !isUnnamed(draft, incident)) return null;
  const moved = incident.issues.map((key) => moveRow(draft, key, incident));
  draft.change(incident.id, (row) => ({ ...row, issues: moved, environmentClass: 'non-production' }));
  return draft.issue(issueRowKey(issueKey, 'non-production'));
}

function isUnnamed(draft: Draft, { status, environments, openedAt, parent, storm }: Incident): boolean {
  // What has become part of a storm stays there: storms do not cross environment classes.
  const alone = parent === null && storm === null;
  return alone && status !== 'resolved' && environments.length === 0 && draft.now - openedAt <= namingMs;
}

function moveRow(draft: Draft, key: string, incident: Incident): string {
  const row = draft.issue(key);
  if (row === null) return key;
  const next: Issue = {
    ...row,
    key: issueRowKey(key, 'non-production'),
    environmentClass: 'non-production',
    environments: [],
    groupKey: groupKeyOf('non-production', row),
  };
  // What production had known of the issue before this incident stays production's.
  if (row.environments.length > 0 && incident.previous !== null)
    draft.putIssue({ ...row, incident: incident.previous, status: 'resolved' });
  else draft.dropIssue(key);
  draft.putIssue(next);
  return next.key;
}

/** What makes two new issues the same trouble. What Sentry raises by itself is never another's: its words prove nothing. */
export function groupKeyOf(
  environment: EnvironmentClass,
  { kind, service, signature, key }: Pick<Issue, 'kind' | 'service' | 'signature' | 'key'>,
): string {
  return `${environment}/${service}/${kind === 'error' ? signature : `occurrence ${key}`}`;
}
