import { hasLivePage, standsForRoot } from '../correlate/incident/apart.ts';
import type { BrainState } from '../correlate/state/brain-state.ts';
import { byAge } from '../correlate/state/orders.ts';
import { servicesOf, severityOf, type Family } from '../correlate/state/family.ts';
import type { FamilyTally } from '../correlate/state/family-tally.ts';
import type { PageReason } from '../domain/decision/paging.ts';
import { endOf, sentenceOf } from '../domain/decision/words.ts';
import { drillOf } from '../domain/environment.ts';
import { isRecognised, isUnnamed, type Incident, type PageWanted } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import type { PageProjection } from '../domain/projection.ts';
import { severityRank } from '../domain/severity.ts';
import { dedupKey } from './dedup-key.ts';

const linksShown = 10;
const longestName = 60;
/** Fewer issues than this beside a storm are what any storm lists. */
const leastBeside = 4;

type PageState = Pick<PageProjection, 'state' | 'reason' | 'after'>;

/** The pages of an incident, one for each generation that has a page of its own. */
export function pageProjections(state: BrainState, family: Family): readonly PageProjection[] {
  const { page } = family.root;
  if (page === null) return [];
  const failing = failingOf(state, family);
  return page.generations.flatMap((generation, index) =>
    generation.joined === null ? [project(state, failing, page, index + 1)] : [],
  );
}

/** What every generation of an incident's page tells. */
interface Failing {
  readonly family: Family;
  readonly tally: FamilyTally;
  /** Incidents that joined a collecting page. */
  readonly collected: readonly Incident[];
  readonly services: readonly string[];
}

function failingOf(state: BrainState, family: Family): Failing {
  const { root } = family;
  const tally = state.families.of(root);
  const collected = root.kind === 'collector' ? collectedBy(state, root) : [];
  const services =
    root.kind === 'collector' ? servicesOf({ root, children: collected }) : tally.servicesInOrder;
  return { family, tally, collected, services: services.map((service) => service.name) };
}

function project(state: BrainState, failing: Failing, page: PageWanted, generation: number): PageProjection {
  const { family, tally, collected, services } = failing;
  const { root } = family;
  const why = page.generations[generation - 1]?.reason ?? null;
  const reason = why === null ? '' : sentenceOf(why);
  const newest = generation === page.generations.length;
  const stands = newest ? stateOf(state, root, page, reason) : stateOfOlder(state, root);
  // Made for every alert of an incident that pages, and named one by one as its message is.
  const projection: PageProjection = {
    surface: 'page',
    incident: root.id,
    generation,
    state: stands.state,
    reason: stands.reason,
    after: stands.after,
    dedupKey: dedupKey(state.meta.install, root.id, generation),
    severity: severityOf(family),
    storm: isRecognised(root),
    beat: newest ? page.beat : 0,
    environmentKnown: isSure(state, failing),
    collecting: root.kind === 'collector',
    summary: summaryOf(failing, generation, why),
    source: services[0] ?? 'stormrelay',
    component: services[0] ?? null,
    group: root.environmentClass,
    class: root.storm?.cause.kind ?? root.sample.type,
    links: linksOf(state, tally, collected),
    details: detailsOf(failing, reason),
    alerts: tally.alerts,
    drill: drillOf(root.environmentClass) !== null,
  };
  const named: PageProjection = isUnnamed(root) ? { ...projection, unnamed: true } : projection;
  const breadth = breadthOf(failing);
  return breadth > 0 ? { ...named, breadth } : named;
}

function summaryOf(failing: Failing, generation: number, why: PageReason | null): string {
  const { root } = failing.family;
  const what =
    root.kind === 'collector'
      ? manyHeadline(failing.collected)
      : `${headline(failing)}${besideWords(failing)}`;
  const again = why === null ? '' : unsaid(why, root);
  const told = generation === 1 ? what : `${what} (page ${generation}${again === '' ? '' : `: ${again}`})`;
  return drillOf(root.environmentClass) === null ? told : `DRILL, nothing is broken: ${told}`;
}

/** What a reason adds to the headline, which says already what storm it is. */
function unsaid(why: PageReason, { storm }: Incident): string {
  const said = (rule: PageReason | null): boolean =>
    rule !== null && isOfStorm(rule.code) && 'title' in rule && rule.title === storm?.cause.title;
  if (said(why)) return '';
  return endOf(why.code === 'page-after-quiet' && said(why.met) ? { ...why, met: null } : why);
}

function isOfStorm(code: PageReason['code']): boolean {
  return code === 'page-storm' || code === 'page-surge';
}

/** Nothing richer can follow, or an environment was named: only then is it sure that this one pages. */
export function isEnvironmentKnown(root: Incident, { environments }: FamilyTally): boolean {
  return root.storm !== null || root.eventSeen || environments.size > 0;
}

/** A collecting page is as sure as the surest that joined it: one alone, of staging, would wake somebody by that door. */
function isSure(state: BrainState, { family, tally, collected }: Failing): boolean {
  if (family.root.kind !== 'collector') return isEnvironmentKnown(family.root, tally);
  return collected.some((one) => hasLivePage(one) && isEnvironmentKnown(one, state.families.of(one)));
}

/**
 * What a page should be at the pager once its incident is over, or belongs to another whose page stands for it; null
 * while its own does.
 */
function stateOfEnded(state: BrainState, incident: Incident): PageState | null {
  if (incident.status === 'resolved') {
    const { resolution } = incident;
    const reason = resolution === null ? 'The incident is resolved.' : sentenceOf(resolution.reason);
    return { state: 'resolved', reason, after: null };
  }
  if (incident.parent === null || servedBy(state, incident) !== null) return null;
  return { state: 'resolved', reason: `Part of ${incident.parent}, which pages.`, after: incident.parent };
}

/** The root that an incident was merged into by hand, and for which its page stands too; null when there is none. */
function servedBy(state: BrainState, incident: Incident): Incident | null {
  const root = incident.parent === null ? undefined : state.incidents.get(incident.parent);
  return root !== undefined && standsForRoot(incident, root) ? root : null;
}

/** The newest generation follows the incident, or the root for which it stands. */
function stateOf(
  state: BrainState,
  incident: Incident,
  { withdrawn }: PageWanted,
  reason: string,
): PageState {
  const ended = stateOfEnded(state, incident);
  if (ended !== null) return ended;
  if (withdrawn !== null) return { state: 'resolved', reason: sentenceOf(withdrawn), after: null };
  const inHand = [incident, servedBy(state, incident)].find((one) => one?.status === 'acknowledged');
  if (inHand == null) return { state: 'triggered', reason, after: null };
  const by = `Acknowledged by ${inHand.acknowledgedBy ?? 'somebody'}.`;
  return { state: 'acknowledged', reason: by, after: null };
}

/** Only one page of an incident rings: an older one waits, acknowledged, and ends with the incident. */
function stateOfOlder(state: BrainState, incident: Incident): PageState {
  const older: PageState = { state: 'acknowledged', reason: 'A newer page took over.', after: null };
  return stateOfEnded(state, incident) ?? older;
}

/** How many, and what they are: whoever is woken by this page has nothing else to judge by. */
function manyHeadline(joined: readonly Incident[]): string {
  const collected = joined.filter(hasLivePage);
  const open = collected.filter((one) => one.status !== 'resolved');
  const worst = [...open].sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || byAge(b, a));
  const named = worst
    .slice(0, 3)
    .map((one) => `${one.services[0]?.name ?? 'unknown'}: ${one.title.slice(0, 120)}`);
  const more = worst.length > named.length ? `; and ${worst.length - named.length} more` : '';
  return `${collected.length} more ${collected.length === 1 ? 'incident' : 'incidents'}${named.length === 0 ? '' : `, worst first: ${named.join('; ')}${more}`}`;
}

/**
 * How many issues a storm lists that no name of it explains, where they are more than its own; else 0. Whoever is woken
 * for "postgres unreachable" must not think that postgres is all.
 */
function besideIt({ family, tally }: Failing): number {
  const { issueCount } = tally.guests;
  return family.root.storm !== null && issueCount >= leastBeside && issueCount > tally.issueCount
    ? issueCount
    : 0;
}

function besideWords(failing: Failing): string {
  const beside = besideIt(failing);
  return beside === 0 ? '' : `; ${beside} more issues broke out beside it, cause unknown`;
}

/** What it stands for, in powers of two: the text that woke somebody must not say three where thirty fail. */
function breadthOf(failing: Failing): number {
  const { family, services } = failing;
  if (!isRecognised(family.root)) return 0;
  return Math.floor(Math.log2(Math.max(1, services.length + besideIt(failing))));
}

function headline({ family: { root }, services }: Failing): string {
  if (root.storm === null) return `${services[0] ?? 'unknown'}: ${root.title}`;
  const some = services.slice(0, 5).map(shortName).join(', ');
  const more = services.length > 5 ? ` and ${services.length - 5} more` : '';
  const { title } = root.storm.cause;
  const fail = services.length > 1 ? `${services.length} services fail (${some}${more})` : `${some} fails`;
  if (!isUnnamed(root)) return services.length === 0 ? title : `${title}: ${fail}`;
  // Who fails is known, and why is not: so that goes first, and leaves room for the rest.
  return services.length > 1 ? `${fail}, ${title}` : `${some === '' ? 'unknown' : some} fails, ${title}`;
}

/** Whoever makes an error may name its service: so long a name would hide what else there is to say. */
function shortName(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

function linksOf(
  state: BrainState,
  tally: FamilyTally,
  collected: readonly Incident[],
): PageProjection['links'] {
  const links: { href: string; text: string }[] = [];
  const add = ({ link, service, title }: Issue): void => {
    if (link !== null) links.push({ href: link, text: `${service}: ${title}`.slice(0, 200) });
  };
  tally.linked.forEach(add);
  for (const key of collected.flatMap((member) => member.issues)) {
    if (links.length >= linksShown) break;
    const issue = state.issues.get(key);
    if (issue !== undefined) add(issue);
  }
  return links.slice(0, linksShown);
}

function detailsOf(
  { family, tally, services, collected }: Failing,
  reason: string,
): PageProjection['details'] {
  const { root } = family;
  const details: Record<string, PageProjection['details'][string]> = {
    incident: root.id,
    services,
    releases: [...tally.releases],
    environments: [...tally.environments],
    issues: tally.issueCount,
    alerts: tally.alerts,
    events: tally.events,
    since: new Date(root.openedAt).toISOString(),
    error: root.sample.message,
  };
  if (root.sample.culprit !== null) details['culprit'] = root.sample.culprit;
  if (collected.length > 0)
    details['incidents'] = collected
      .slice(0, 50)
      .map((one) => `${one.id} ${one.services[0]?.name ?? 'unknown'}: ${one.title}`);
  if (root.previous !== null) details['previous'] = root.previous;
  details['reason'] = reason;
  return details;
}

function collectedBy(state: BrainState, collector: Incident): readonly Incident[] {
  const joined = [...(state.joinedPages.get(collector.id) ?? [])].map((id) => state.incidents.get(id));
  return joined.filter((row) => row !== undefined).sort(byAge);
}
