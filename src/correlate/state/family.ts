import { eventsOf, isRecognised, type Incident, type ServiceTally } from '../../domain/incident.ts';
import { worse, type Severity } from '../../domain/severity.ts';

/** A root with its children, as one. */
export interface Family {
  readonly root: Incident;
  readonly children: readonly Incident[];
}

/** Root first, then the children. */
export function membersOf(family: Family): readonly Incident[] {
  return [family.root, ...family.children];
}

/** A storm that a rule recognised is critical; otherwise the worst member counts. */
export function severityOf(family: Family): Severity {
  if (isRecognised(family.root)) return 'critical';
  return family.children.reduce((severity, child) => worse(severity, child.severity), family.root.severity);
}

/** All affected services with their alerts added up, the one that failed first in front. */
export function servicesOf(family: Family): readonly ServiceTally[] {
  const byName = new Map<string, ServiceTally>();
  for (const service of membersOf(family).flatMap((member) => member.services)) {
    const known = byName.get(service.name);
    byName.set(service.name, known === undefined ? service : mergeTallies(known, service));
  }
  return inOrder(byName);
}

/** The service that failed first in front. */
export function inOrder(services: ReadonlyMap<string, ServiceTally>): readonly ServiceTally[] {
  return [...services.values()].sort((a, b) => a.firstAt - b.firstAt || (a.name < b.name ? -1 : 1));
}

/** Two tallies of one service, under the name of the first. */
export function mergeTallies(a: ServiceTally, b: ServiceTally): ServiceTally {
  return {
    name: a.name,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
    alerts: a.alerts + b.alerts,
    events: eventsOf(a) + eventsOf(b),
  };
}
