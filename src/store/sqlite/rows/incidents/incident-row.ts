import { drillOf } from '../../../../domain/environment/environment.ts';
import { isGuest, type Incident } from '../../../../domain/incident.ts';
import { severityRank } from '../../../../domain/severity.ts';
import type { Row } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import { readRow } from '../../file/damaged-row.ts';
import { document, isIncident } from '../../file/documents.ts';
import { withDecisions } from './incident-decisions.ts';

const stormWeight = 5;
const collectorWeight = 4;

const columns = [
  'id',
  'parent',
  'status',
  'opened_at',
  'changed_at',
  'weight',
  'over_at',
  'last_alert_at',
  'alerts',
  'events',
  'service',
  'service_at',
  'more_services',
  'joined',
  'doc',
] as const;

const put = `INSERT INTO incident (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET forgotten = 0, ${columns
    .filter((column) => column !== 'id')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`;

/** Writes an incident with what lists and sums need beside its document; the caller holds the transaction. */
export function writeIncident(connection: Connection, incident: Incident): void {
  // A storm adds up what its children fail in, and a guest is none of that.
  const services = isGuest(incident) ? [] : incident.services;
  const overAt = incident.status === 'resolved' ? (incident.resolution?.at ?? incident.changedAt) : null;
  connection
    .sql(put)
    .run(
      incident.id,
      incident.parent,
      incident.status,
      incident.openedAt,
      incident.changedAt,
      weightOf(incident),
      overAt,
      incident.lastAlertAt,
      incident.alerts,
      incident.events,
      services[0]?.name ?? null,
      services[0]?.firstAt ?? null,
      services.length > 1 ? JSON.stringify(services) : null,
      incident.page?.joined ?? null,
      JSON.stringify(incident),
    );
}

/** How far up it stands among roots: storms, then pages that stand for many, then by severity. Null for a drill's. */
function weightOf({ storm, kind, severity, environmentClass }: Incident): number | null {
  if (drillOf(environmentClass) !== null) return null;
  if (storm !== null) return stormWeight;
  return kind === 'collector' ? collectorWeight : severityRank(severity);
}

/** Reads an incident's document. @throws DamagedRow */
export function incidentOf(row: Row): Incident {
  return readRow('incident', row, () => withDecisions(document(row, 'doc', isIncident)));
}
