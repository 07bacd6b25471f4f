import { hasLivePage } from '../correlate/incident/apart.ts';
import type { BrainState } from '../correlate/state/brain-state.ts';
import { servicesOf, severityOf, type Family } from '../correlate/state/family.ts';
import type { FamilyTally } from '../correlate/state/family-tally.ts';
import type { PageReason } from '../domain/decision/paging.ts';
import { endOf, sentenceOf } from '../domain/decision/words.ts';
import {
  happenedBefore,
  isRecognised,
  isUnnamed,
  startOf,
  type Incident,
  type PageWanted,
} from '../domain/incident.ts';
import { broughtBy, type Issue } from '../domain/issue.ts';
import type {
  ChangeBefore,
  PageFacts,
  PageProjection,
  PageSubject,
} from '../domain/sending/page-projection.ts';
import type { Severity } from '../domain/severity.ts';
import { rangBesideAt } from './beside/fallback-page.ts';
import { knownThere } from './known-there.ts';
import { collectedBy, manyOf } from './shown/many-shown.ts';
import { standingOf, standingOfOlder } from './shown/page-standing.ts';
import { usersOf } from './shown/users.ts';

/** What a page can carry; beyond these it says how many more there are, or nothing. */
const caps = { links: 10, loudest: 5 };
/** Fewer issues than this beside a storm are what any storm lists. */
const leastBeside = 4;

/**
 * The pages of an incident, one for each generation that has a page of its own.
 * @param receiver Whose they are; null: there is one for all.
 */
export function pageProjections(
  state: BrainState,
  family: Family,
  changed: ChangeBefore | null,
  receiver: string | null,
): readonly PageProjection[] {
  const { page } = family.root;
  if (page === null) return [];
  const failing = failingOf(state, family, changed, receiver);
  return page.generations.flatMap((generation, index) =>
    generation.joined === null ? [project(state, failing, page, index + 1)] : [],
  );
}

/** What every generation of an incident's page tells. */
interface Failing {
  /** Which of several receivers is woken. */
  readonly receiver?: string;
  readonly root: Incident;
  readonly tally: FamilyTally;
  readonly severity: Severity;
  readonly services: readonly string[];
  readonly releases: readonly string[];
  readonly environments: readonly string[];
  readonly subject: PageSubject;
  readonly links: PageProjection['links'];
  readonly environmentKnown: boolean;
  readonly users: number | null;
  readonly changed: ChangeBefore | null;
  readonly loudest: NonNullable<PageFacts['loudest']>;
}

function failingOf(
  state: BrainState,
  family: Family,
  changed: ChangeBefore | null,
  receiver: string | null,
): Failing {
  const { root } = family;
  const tally = state.families.of(root);
  const collected = root.kind === 'collector' ? collectedBy(state, root, receiver) : null;
  return {
    ...(receiver !== null && { receiver }),
    root,
    tally,
    severity: severityOf(family),
    services:
      collected === null
        ? tally.serviceNames
        : servicesOf({ root, children: collected }).map((service) => service.name),
    releases: [...tally.releases],
    environments: [...tally.environments],
    subject: collected === null ? subjectOf(root, tally) : manyOf(state, root.id, collected),
    links: linksOf(state, tally, collected ?? []),
    environmentKnown: isSure(state, root, tally, collected),
    users: usersOf(state, root, tally),
    changed,
    loudest: tally.loudest
      .slice(0, caps.loudest)
      .map((issue) => ({ service: issue.service, title: issue.title, alerts: broughtBy(issue).alerts })),
  };
}

function project(state: BrainState, failing: Failing, page: PageWanted, generation: number): PageProjection {
  const { root, tally, subject, services, receiver = null } = failing;
  const why = page.generations[generation - 1]?.reason ?? null;
  const reason = why === null ? '' : sentenceOf(why);
  const newest = generation === page.generations.length;
  const { type, message, culprit } = root.sample;
  // Made for every alert of an incident that pages, and named one by one as its message is.
  const facts: PageFacts = {
    surface: 'page',
    install: state.meta.install,
    incident: root.id,
    generation,
    ...(failing.receiver !== undefined && { receiver: failing.receiver }),
    severity: failing.severity,
    storm: isRecognised(root),
    unnamed: isUnnamed(root),
    breadth: breadthOf(root, services.length, subject),
    beat: newest ? page.beat : 0,
    reach: newest ? reachOf(state, failing, generation) : 0,
    environmentClass: root.environmentClass,
    environmentKnown: failing.environmentKnown,
    subject,
    woken: reason,
    again: generation === 1 || why === null ? null : unsaid(why, root),
    services,
    releases: failing.releases,
    environments: failing.environments,
    issues: tally.issueCount,
    alerts: tally.alerts,
    events: Math.max(tally.events, root.context?.events ?? 0),
    users: failing.users,
    changed: failing.changed,
    loudest: failing.loudest,
    since: startOf(root),
    error: { type, message, culprit },
    links: failing.links,
    previous: happenedBefore(root),
    ...(root.kind === 'own' && { own: true }),
    ...rangBeside(state, page.generations[generation - 1]),
  };
  const standing = newest
    ? standingOf(state, root, page, { reason, receiver })
    : standingOfOlder(state, root, page, { generation, receiver });
  return { ...facts, ...knownThere(state.meta.policy, failing, generation, standing) };
}

/** Whoever is rung by two keys for one page is told on the second that it is the same. */
function rangBeside(
  { meta }: BrainState,
  generation: PageWanted['generations'][number] | undefined,
): Pick<PageFacts, 'standIn'> {
  const isFallback = (id: string): boolean =>
    meta.policy.receivers.some((one) => one.id === id && one.kind === 'fallback');
  const since = generation === undefined ? null : rangBesideAt(generation, isFallback);
  return since === null ? {} : { standIn: { since } };
}

/** What a reason adds to the subject, which says already what storm it is. */
function unsaid(why: PageReason, { storm }: Incident): string {
  const said = (rule: PageReason | null): boolean =>
    rule !== null && isOfStorm(rule.code) && 'title' in rule && rule.title === storm?.cause.title;
  if (said(why)) return '';
  return endOf(why.code === 'page-after-quiet' && said(why.met) ? { ...why, met: null } : why);
}

function isOfStorm(code: PageReason['code']): boolean {
  return code === 'page-storm' || code === 'page-surge';
}

/** Nothing richer can follow, an environment was named, or one was waited for long enough: only then this one may page. */
export function isEnvironmentKnown(
  { storm, eventSeen, page }: Incident,
  { environments }: FamilyTally,
): boolean {
  return storm !== null || eventSeen || environments.size > 0 || page?.waited === true;
}

/** A collecting page is as sure as the surest that joined it: one alone, of staging, would wake somebody by that door. */
function isSure(
  state: BrainState,
  root: Incident,
  tally: FamilyTally,
  collected: readonly Incident[] | null,
): boolean {
  if (collected === null) return isEnvironmentKnown(root, tally);
  return collected.some((one) => hasLivePage(one) && isEnvironmentKnown(one, state.families.of(one)));
}

function subjectOf({ storm, title }: Incident, tally: FamilyTally): PageSubject {
  if (storm === null) return { kind: 'incident', title };
  const { kind, title: cause } = storm.cause;
  return { kind: 'storm', cause: { kind, title: cause }, beside: besideIt(tally) };
}

/**
 * How many issues a storm lists that no name of it explains, where they are more than its own; else 0. Whoever is woken
 * for "postgres unreachable" must not think that postgres is all.
 */
function besideIt({ guests, issueCount }: FamilyTally): number {
  return guests.issueCount >= leastBeside && guests.issueCount > issueCount ? guests.issueCount : 0;
}

/** What it stands for, in powers of two: the text that woke somebody must not say three where thirty fail. */
function breadthOf(root: Incident, services: number, subject: PageSubject): number {
  if (!isRecognised(root)) return 0;
  const beside = subject.kind === 'storm' ? subject.beside : 0;
  return Math.floor(Math.log2(Math.max(1, services + beside)));
}

/**
 * How far it reaches, in steps: what woke somebody must not say nine users where hundreds are struck. None where the
 * pager does not tell what is done there, or has ended the page: a trigger would wake somebody anew.
 */
function reachOf(state: BrainState, { root, users, changed }: Failing, generation: number): number {
  if (!state.meta.policy.paging.pagerTells) return 0;
  const told = root.atPager?.find((standing) => standing.generation === generation);
  if (told?.turned?.how === 'resolved') return 0;
  return Math.floor(2 * Math.log2(Math.max(1, users ?? 0))) + (changed === null ? 0 : 1);
}

function linksOf(
  state: BrainState,
  { linked }: FamilyTally,
  collected: readonly Incident[],
): PageProjection['links'] {
  const links: PageProjection['links'][number][] = [];
  const add = ({ link, service, title }: Issue): void => {
    if (link !== null) links.push({ href: link, service, title });
  };
  linked.forEach(add);
  for (const key of collected.flatMap((member) => member.issues)) {
    if (links.length >= caps.links) break;
    const issue = state.issues.get(key);
    if (issue !== undefined) add(issue);
  }
  return links.length > caps.links ? links.slice(0, caps.links) : links;
}
