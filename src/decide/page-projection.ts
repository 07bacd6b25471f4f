import type { BrainState } from '../correlate/brain-state.ts';
import { byAge } from '../correlate/orders.ts';
import { membersOf, servicesOf, severityOf, type Family } from '../correlate/family.ts';
import { drillOf } from '../domain/environment.ts';
import type { Incident } from '../domain/incident.ts';
import type { PageProjection } from '../domain/projection.ts';
import { dedupKey } from './dedup-key.ts';

type PageState = Pick<PageProjection, 'state' | 'reason' | 'after'>;

/** The pages of an incident, one for each generation; none while it never wanted one of its own. */
export function pageProjections(state: BrainState, family: Family): readonly PageProjection[] {
  const { root } = family;
  if (root.page === null || root.page.joined !== null) return [];
  const generations = Array.from({ length: root.generation }, (_, index) => index + 1);
  return generations.map((generation) => project(state, family, generation));
}

function project(state: BrainState, family: Family, generation: number): PageProjection {
  const { root } = family;
  const collected = root.kind === 'collector' ? collectedBy(state, root) : [];
  const services = servicesOf(family).map((service) => service.name);
  const drill = drillOf(root.environmentClass) !== null;
  const told = root.kind === 'collector' ? `${collected.length} more incidents` : headline(family, services);
  const what = drill ? `DRILL, nothing is broken: ${told}` : told;
  return {
    surface: 'page',
    incident: root.id,
    generation,
    ...stateOf(root, generation),
    dedupKey: dedupKey(state.meta.install, root.id, generation),
    severity: severityOf(family),
    storm: root.storm !== null,
    beat: 0,
    environmentKnown: true,
    collecting: root.kind === 'collector',
    summary: generation === 1 ? what : `${what} (page ${generation}: it grew after it was acknowledged)`,
    source: services[0] ?? 'stormrelay',
    component: services[0] ?? null,
    group: root.environmentClass,
    class: root.storm?.cause.kind ?? root.sample.type,
    links: linksOf(state, family, collected),
    details: detailsOf(state, family, services, collected),
    alerts: membersOf(family).reduce((sum, member) => sum + member.alerts, 0),
    drill,
  };
}

/** The newest generation follows the incident; older ones were acknowledged and end with it. */
function stateOf(incident: Incident, generation: number): PageState {
  const nothing = { after: null };
  if (incident.status === 'resolved') {
    const reason = incident.resolution?.reason ?? 'The incident is resolved.';
    return incident.parent === null
      ? { state: 'resolved', reason, ...nothing }
      : { state: 'resolved', reason, after: incident.parent };
  }
  if (incident.parent !== null)
    return { state: 'resolved', reason: `Part of ${incident.parent}, which pages.`, after: incident.parent };
  if (incident.page?.withdrawn != null)
    return { state: 'resolved', reason: incident.page.withdrawn, ...nothing };
  if (generation < incident.generation)
    return { state: 'acknowledged', reason: 'A newer page took over.', ...nothing };
  if (incident.status === 'acknowledged') {
    return {
      state: 'acknowledged',
      reason: `Acknowledged by ${incident.acknowledgedBy ?? 'somebody'}.`,
      ...nothing,
    };
  }
  return { state: 'triggered', reason: incident.page?.reason ?? '', ...nothing };
}

function headline({ root }: Family, services: readonly string[]): string {
  if (root.storm === null) return `${services[0] ?? 'unknown'}: ${root.title}`;
  const some = services.slice(0, 5).join(', ');
  const more = services.length > 5 ? ` and ${services.length - 5} more` : '';
  return `${root.storm.cause.title}: ${services.length} services fail (${some}${more})`;
}

function linksOf(state: BrainState, family: Family, collected: readonly Incident[]): PageProjection['links'] {
  const own = membersOf(family)
    .concat(collected)
    .flatMap((member) => member.issues);
  const issues = own.map((key) => state.issues.get(key)).filter((issue) => issue !== undefined);
  return issues
    .flatMap((issue) =>
      issue.link === null
        ? []
        : [{ href: issue.link, text: `${issue.service}: ${issue.title}`.slice(0, 200) }],
    )
    .slice(0, 10);
}

function detailsOf(
  state: BrainState,
  family: Family,
  services: readonly string[],
  collected: readonly Incident[],
): PageProjection['details'] {
  const { root } = family;
  const members = membersOf(family);
  const issues = members
    .flatMap((member) => member.issues)
    .map((key) => state.issues.get(key))
    .filter((issue) => issue !== undefined);
  const sum = (of: (incident: Incident) => number): number =>
    members.reduce((total, member) => total + of(member), 0);
  return {
    incident: root.id,
    reason: root.page?.reason ?? '',
    services,
    releases: [...new Set(issues.map((issue) => issue.release).filter((release) => release !== null))],
    environments: [...new Set(issues.flatMap((issue) => issue.environments))],
    issues: issues.length,
    alerts: sum((member) => member.alerts),
    events: sum((member) => member.events),
    since: new Date(root.openedAt).toISOString(),
    error: root.sample.message,
    ...(root.sample.culprit === null ? {} : { culprit: root.sample.culprit }),
    ...(collected.length === 0
      ? {}
      : { incidents: collected.map((one) => `${one.id} ${one.title}`).slice(0, 50) }),
    ...(root.previous === null ? {} : { previous: root.previous }),
  };
}

function collectedBy(state: BrainState, collector: Incident): readonly Incident[] {
  const joined = [...(state.joinedPages.get(collector.id) ?? [])].map((id) => state.incidents.get(id));
  return joined.filter((row) => row !== undefined).sort(byAge);
}
