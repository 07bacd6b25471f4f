import type { Alert } from '../../domain/alert.ts';
import { drillClass, environmentClass, type EnvironmentClass } from '../../domain/environment/environment.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import { isAnother } from '../evidence/shared-cause.ts';
import type { Draft } from '../state/draft.ts';
import { byAge } from '../state/orders.ts';
import { rootOf } from './lifecycle.ts';

/**
 * Sentry sends `issue.created`, which names no environment, and the event's own alert as tasks of their own, in any
 * order, seconds apart. For so long the event says what an incident was all along that only `issue.*` has told of, in ms.
 */
const namingMs = 10_000;

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
 * The row that a firing alert speaks of; null when there is none yet. `issue.*`, which never names an environment,
 * speaks of whatever is open, production first; an event without one is production's.
 */
export function rowFor(draft: Draft, alert: Alert): Issue | null {
  if (alert.drill !== null) return draft.issue(alert.issueKey);
  if (alert.environment === null && !bringsEvent(alert)) {
    const rows = rowsOf(draft, alert.issueKey);
    return rows.find((row) => isOpen(draft, row)) ?? rows[0] ?? null;
  }
  const environment = classOfAlert(draft, alert);
  const own = draft.issue(issueRowKey(alert.issueKey, environment));
  if (environment === 'production' || (own !== null && isOpen(draft, own))) return own;
  return nameIncident(draft, alert) ?? own;
}

function isOpen(draft: Draft, row: Issue): boolean {
  const incident = draft.incident(row.incident);
  return incident !== null && rootOf(draft, incident).status !== 'resolved';
}

/** Makes a young incident that only `issue.*` has told of one of non-production; answers with its issue's row there. */
function nameIncident(draft: Draft, { issueKey, ageMs }: Alert): Issue | null {
  const unnamed = draft.issue(issueKey);
  const incident = unnamed === null ? null : draft.incident(unnamed.incident);
  if (unnamed === null || incident === null) return null;
  // What production has known stays production's, and an old event is not the one that was announced.
  if (unnamed.environments.length > 0 || ageMs > draft.policy.paging.staleMs || !isUnnamed(draft, incident))
    return null;
  const environmentClass: EnvironmentClass = 'non-production';
  const named: Issue = {
    ...unnamed,
    key: issueRowKey(issueKey, environmentClass),
    environmentClass,
    groupKey: groupKeyOf(environmentClass, unnamed),
  };
  draft.dropIssue(issueKey);
  draft.putIssue(named);
  draft.change(incident.id, (row) => ({ ...row, issues: [named.key], environmentClass }));
  return named;
}

function isUnnamed(draft: Draft, incident: Incident): boolean {
  const { status, environments, eventSeen, issues, openedAt, parent, storm } = incident;
  // What has become part of a storm stays there: storms do not cross environment classes.
  const alone = parent === null && storm === null && issues.length === 1;
  const unheard = status === 'open' && environments.length === 0 && !eventSeen;
  return alone && unheard && draft.now - openedAt <= namingMs;
}

/** Whether no richer payload has to be waited for: an event has spoken, or a metric, which has none. */
export function bringsEvent({ resource, category }: Pick<Alert, 'resource' | 'category'>): boolean {
  return category === 'metric' || !/^(?:issue|activity_alert)(?:\.|$)/.test(resource);
}

/** What makes two new issues the same trouble. What Sentry raises by itself is never another's: its words prove nothing. */
export function groupKeyOf(
  environment: EnvironmentClass,
  { kind, service, signature, key }: Pick<Issue, 'kind' | 'service' | 'signature' | 'key'>,
): string {
  return `${environment}/${service}/${kind === 'error' ? signature : `occurrence ${key}`}`;
}

/** The oldest open incident of which a new issue tells the same trouble; null: there is none. */
export function openIncidentOf(draft: Draft, fresh: Issue): Incident | null {
  const open = [...draft.incidentsInGroup(fresh.groupKey)]
    .map((id) => draft.incident(id))
    .filter((incident) => incident !== null)
    .filter(({ status }) => status !== 'resolved');
  const { namesApart = false } = draft.policy.storm;
  const same = namesApart ? open.filter((incident) => !failedOtherwise(draft, incident, fresh)) : open;
  return same.sort(byAge)[0] ?? null;
}

/**
 * Whether the same words of an incident were said of other things than the one that failed now. Texts are compared without
 * their names and numbers, so that a shared client says the same of every database.
 */
function failedOtherwise(draft: Draft, { issues }: Incident, { groupKey, evidence }: Issue): boolean {
  const known = issues.map((key) => draft.issue(key)).filter((issue) => issue?.groupKey === groupKey);
  return known.length > 0 && known.every((issue) => issue !== null && isAnother(issue.evidence, evidence));
}

/** An issue that joins an open incident comes after its quiet, as what is known of it would. */
export function joinedAfter(
  { heardAt, policy }: Draft,
  { lastAlertAt }: Incident,
): Pick<Issue, 'joinedAfterMs'> {
  return policy.storm.namesApart === true ? { joinedAfterMs: Math.max(0, heardAt - lastAlertAt) } : {};
}
