import type { ListedDeploy } from '../../../domain/deploy.ts';
import { classOfReleases } from '../../../domain/release.ts';
import type { Disposition } from '../../../domain/inbox/disposition.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { DeadLetter, LetterClosing } from '../../../domain/sending/dead-letter.ts';
import { integer } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { isReleases } from '../file/documents.ts';
import { keyed } from './brain.ts';
import { dispositionOf } from './disposition.ts';
import { closeLetter } from './dead-letters.ts';
import { incidentOf } from './incidents/incident-row.ts';
import { freshAttempts, keepPendingSince, notification, saveAttempts } from './notifications.ts';

/** One incident, also one that has left the brain's memory. */
export function incident(connection: Connection, id: string): Incident | null {
  const row = connection.sql('SELECT id, doc FROM incident WHERE id = ?').get(id);
  return row === undefined ? null : incidentOf(row);
}

/** What became of an entry; null before it is applied, and once it is pruned. */
export function disposition(connection: Connection, seq: number): Disposition | null {
  const row = connection.sql('SELECT * FROM disposition WHERE seq = ?').get(seq);
  return row === undefined ? null : dispositionOf(row);
}

const ownSources = ['timer', 'policy', 'lane', 'page', 'enrichment', 'ci', 'deploy']
  .map((source) => `'${source}'`)
  .join(', ');

/**
 * Dispositions of what was sent as an alert and not counted, newest first. The relay's own entries (timers, policies,
 * lanes, what pagers answered, what was asked elsewhere) and what CI tells are never counted and would only hide the rest.
 */
export function setAside(
  connection: Connection,
  limit: number,
): readonly { readonly seq: number; readonly disposition: Disposition }[] {
  return connection
    .sql(
      `SELECT * FROM disposition WHERE kind <> 'counted' AND source NOT IN (${ownSources})
       ORDER BY seq DESC LIMIT ?`,
    )
    .all(limit)
    .map((row) => ({ seq: integer(row, 'seq'), disposition: dispositionOf(row) }));
}

/** What was deployed since `from`, newest first: each service remembers a few, the newest in front. */
export function deploys(connection: Connection, from: number, limit: number): readonly ListedDeploy[] {
  const newest = `json_extract(doc, '$.deploys[0].at')`;
  return connection
    .sql(`SELECT key, doc FROM release WHERE ${newest} >= ? ORDER BY ${newest} DESC, key LIMIT ?`)
    .all(from, limit)
    .map((row) => keyed('release', row, isReleases))
    .flatMap((row) =>
      row.deploys.map((deploy) => ({
        service: row.service,
        environment: classOfReleases(row),
        ...deploy,
      })),
    )
    .filter(({ at }) => at >= from)
    .sort((a, b) => b.at - a.at)
    .slice(0, limit);
}

/** Closes an open dead letter; a replayed notification is pending again with fresh attempts. Null when none is open. */
export function closeDeadLetter(
  connection: Connection,
  closing: LetterClosing & { readonly id: number },
  now: number,
): DeadLetter | null {
  return connection.write(() => {
    const letter = closeLetter(connection, closing.id, { ...closing, at: now });
    if (letter?.kind !== 'notification' || closing.state === 'discarded') return letter;
    const row = notification(connection, letter.subject);
    if (row === null) return letter;
    saveAttempts(connection, row.id, freshAttempts(row.attempts));
    keepPendingSince(connection, row.id, now);
    return letter;
  });
}
