import type { Alert } from '../domain/alert.ts';
import { counted, setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { Issue } from '../domain/issue.ts';
import { applyAlert } from './alerts.ts';
import { countThere } from './state/counted-there.ts';
import { rowsOf } from './incident/issue-rows.ts';
import { rootOf } from './incident/lifecycle.ts';
import type { Draft } from './state/draft.ts';

/** An alert, of which the rest is the same as of one that came. */
type Read = Pick<Alert, 'issueKey' | 'status' | 'sentryAt'>;

/**
 * Applies what the relay read in Sentry of one issue: only where it says something that is not known here. Whatever a webhook
 * told before, or tells afterwards, is the same trouble: it opens nothing twice, and no event counts twice.
 */
export function applyCaughtUp(draft: Draft, alert: Alert): Disposition {
  const rows = rowsOf(draft, alert.issueKey).filter(({ incident }) => draft.incident(incident) !== null);
  if (!saysMore(draft, alert, rows)) return setAside({ code: 'caught-up-known', issue: alert.issueKey });
  const became = applyAlert(draft, { ...alert, reconstructed: true }, true);
  if (became.kind !== 'counted') return became;
  const what = alert.status === 'firing' ? 'fires' : alert.status === 'archived' ? 'archived' : 'resolved';
  const decision = { code: 'reconstructed', title: alert.title, what } as const;
  draft.tell(became.incident, 'context', decision);
  if (what === 'fires') mark(draft, became.incident, { alert, countsHere: isOfItAlone(alert, rows) });
  return counted(became.incident, decision);
}

/** @param rows Those of its issue whose incidents are remembered. */
function saysMore(draft: Draft, alert: Read, rows: readonly Issue[]): boolean {
  if (alert.status !== 'firing') return rows.some(({ status }) => status === 'open');
  return rows.every((row) => hasComeBack(draft, alert, row));
}

/** Whether an issue that is over here has fired since, by all clocks: what is expected after a person's resolve is none. */
function hasComeBack(draft: Draft, { sentryAt }: Read, row: Issue): boolean {
  const incident = draft.incident(row.incident);
  const root = incident === null ? null : rootOf(draft, incident);
  const over = root?.resolution ?? null;
  if (row.status === 'open' && over === null) return false;
  const foldMs = over?.by === 'human' || row.status === 'archived' ? draft.policy.resolve.foldMs : 0;
  const ended = Math.max(row.statusEventAt ?? 0, over?.at ?? 0) + foldMs;
  return sentryAt !== null && sentryAt > Math.max(ended, row.newestEventAt ?? 0);
}

/** Whether all that Sentry counted is of this outbreak: what was heard of in that time is of one before. */
function isOfItAlone({ countedSince }: Alert, rows: readonly Issue[]): boolean {
  return rows.every(({ lastAt }) => countedSince !== undefined && lastAt < countedSince);
}

function mark(
  draft: Draft,
  incident: string,
  { alert, countsHere }: { readonly alert: Alert; readonly countsHere: boolean },
): void {
  const events = countsHere ? (alert.sentryCount ?? 0) : 0;
  for (const row of rowsOf(draft, alert.issueKey))
    if (row.incident === incident)
      draft.putIssue({ ...countThere(draft, row, events), reconstructedAt: draft.now });
  if (draft.isBorn(incident)) draft.change(incident, (row) => ({ ...row, reconstructed: true }));
}
