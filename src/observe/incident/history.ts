import { severityOf } from '../../correlate/state/family.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import type { Severity } from '../../domain/severity.ts';

/** What somebody looks for in what is over; null: anything. */
export interface Wanted {
  /** Words, all of which it has to have somewhere. */
  readonly text: string | null;
  readonly service: string | null;
  /** The name of an environment, or its class. */
  readonly environment: string | null;
  readonly severity: Severity | null;
  /** Whether somebody was to be woken. */
  readonly paged: boolean | null;
}

/** Whether an incident is what somebody looks for. @param services All that it struck, those of its parts too. */
export function isWanted(incident: Incident, services: readonly string[], wanted: Wanted): boolean {
  const { severity, paged } = wanted;
  return (
    (severity === null || severityOf({ root: incident, children: [] }) === severity) &&
    (paged === null || wasPaged(incident) === paged) &&
    isOneOf(wanted.service, services) &&
    isOneOf(wanted.environment, [incident.environmentClass, ...incident.environments]) &&
    hasWords(wanted.text, [...textsOf(incident), ...services])
  );
}

function wasPaged({ page }: Incident): boolean {
  return page !== null && page.withdrawn === null;
}

function isOneOf(name: string | null, names: readonly string[]): boolean {
  const folded = name?.toLowerCase();
  return folded === undefined || names.some((one) => one.toLowerCase() === folded);
}

function hasWords(text: string | null, texts: readonly string[]): boolean {
  if (text === null) return true;
  const all = texts.join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function textsOf(incident: Incident): readonly string[] {
  const { id, title, sample, acknowledgedBy, resolution } = incident;
  const { message, culprit, shortId } = sample;
  const said = [id, title, nameOf(incident), message, culprit, shortId, acknowledgedBy, resolution?.who];
  return said.filter((one) => one != null);
}
