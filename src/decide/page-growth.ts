import { isNamed } from '../correlate/storm/joining-rules.ts';
import { membersOf, severityOf, type Family } from '../correlate/state/family.ts';
import type { FreshAlert } from '../correlate/state/look.ts';
import { hasDoubled, projectsExpected, projectsOf, waveMs } from '../correlate/incident/projects.ts';
import { needsSomebody, sharesSince, wasTold } from '../correlate/incident/shared-page.ts';
import { quietSince } from './routing/quiet-over.ts';
import type { PageReason } from '../domain/decision/paging.ts';
import {
  isRecognised,
  newestGeneration,
  withGeneration,
  type Incident,
  type SeenAtAck,
} from '../domain/incident.ts';
import type { Policy } from '../domain/policy.ts';
import { isTakenTogether } from '../domain/routing/acknowledged.ts';
import { severityRank } from '../domain/severity.ts';
import { between } from '../domain/text/figures.ts';
import type { PageDesk } from './page-desk.ts';
import { isSame } from './same-form.ts';

/** How an acknowledged incident exceeds what was known to those who acknowledged it; null when it does not. */
export function hasGrown(desk: PageDesk, family: Family, fresh: FreshAlert | null): PageReason | null {
  const { root } = family;
  const seen = root.seenAtAck;
  if (seen === null) return null;
  if (severityRank(severityOf(family)) > severityRank(seen.severity)) return { code: 'page-more-severe' };
  const projects = projectsOf(desk.draft, family.root);
  if (hasDoubled(desk.draft.policy, seen.projects, projects))
    return { code: 'page-grew', from: seen.projects, to: projects };
  const newcomer = fresh === null ? null : newProject(desk, family, fresh);
  return newcomer === null ? null : { code: 'page-new-project', project: newcomer };
}

/** Sooner than so long after it rang nobody has acknowledged a page, ms; and whoever looks later finds what it is by then. */
const answersInMs = 60_000;

/**
 * How an incident exceeds what is known to whoever may have acknowledged its page where nobody here can hear of that; null
 * when it does not, or is heard.
 */
export function hasGrownUnheard(desk: PageDesk, family: Family): PageReason | null {
  const { now, policy } = desk.draft;
  const { id, page, status } = family.root;
  if (!policy.paging.unheard || status !== 'open' || page === null || page.joined !== null) return null;
  const { seen, since } = newestGeneration(page);
  const present = seenNow(desk, family);
  const isNew = seen === undefined || now - since <= answersInMs;
  const known = isNew ? present : expected(desk, family, seen, since);
  const kept = withGeneration(page, page.generations.length, { ...newestGeneration(page), seen: known });
  if (!isSame(known, seen)) desk.change(id, (row) => ({ ...row, page: kept }));
  if (severityRank(present.severity) > severityRank(known.severity))
    return { code: 'page-more-severe-unheard' };
  const [from, to] = [known.projects, present.projects];
  return hasDoubled(policy, from, to) ? { code: 'page-grew-unheard', from, to } : null;
}

/** What an incident is known for at this moment. */
export function seenNow({ draft }: PageDesk, family: Family): SeenAtAck {
  const { root } = family;
  return { projects: projectsOf(draft, root), severity: severityOf(family), storm: isRecognised(root) };
}

/** What those who acknowledged have to expect, or see by themselves, is known to them. */
export function expectMore(desk: PageDesk, family: Family): Family {
  const { seenAtAck, acknowledgedAt, id } = family.root;
  if (seenAtAck === null) return family;
  const now = expected(desk, family, seenAtAck, acknowledgedAt ?? 0);
  if (now === seenAtAck) return family;
  const changed = desk.change(id, (row) => ({ ...row, seenAtAck: now }));
  return changed === null ? family : desk.family(changed);
}

/**
 * What was seen at a virtual ms `since`, and what is to be expected after that: for a while more services of a storm whose
 * cause is known, and that a metric has fallen, from where it may rise again. A storm that stood in one project alone is
 * not known so well: whoever can make errors in that project could have made it up.
 */
function expected(desk: PageDesk, family: Family, seen: SeenAtAck, since: number): SeenAtAck {
  const present = seenNow(desk, family);
  const fell = severityRank(present.severity) < severityRank(seen.severity);
  const more = present.projects > seen.projects && spreads(desk, family.root, seen);
  const projects = Math.max(more ? joining(desk, family.root, present, since) : 0, seen.projects);
  if (!fell && projects === seen.projects) return seen;
  return { ...seen, severity: fell ? present.severity : seen.severity, projects };
}

function spreads({ draft: { policy } }: PageDesk, { storm }: Incident, seen: SeenAtAck): boolean {
  const known = seen.storm && storm !== null && isNamed(storm.cause);
  return known && seen.projects >= policy.storm.minServices;
}

/** How many projects of a storm that spreads are to be expected: none of those that joined later. */
function joining({ draft }: PageDesk, root: Incident, present: SeenAtAck, since: number): number {
  const { growth, secondWave } = draft.policy.paging;
  const until = since + growth.notBeforeMs;
  if (!secondWave) return draft.now <= until ? present.projects : 0;
  return draft.now <= until + waveMs ? projectsExpected(draft, root, { since, until }) : 0;
}

/** A project that meets the rule by itself and had no part in what was acknowledged; a storm's newcomers are expected. */
function newProject(desk: PageDesk, family: Family, fresh: FreshAlert): string | null {
  const { acknowledgedAt } = family.root;
  const project = desk.draft.issue(fresh.issue)?.project ?? null;
  if (isRecognised(family.root) || fresh.met === null || project === null) return null;
  for (const { issues, adoption } of membersOf(family)) {
    // What a person merged into it was known to them by then.
    const known = Math.max(acknowledgedAt ?? 0, (adoption?.by ?? null) === null ? 0 : (adoption?.at ?? 0));
    for (const key of issues) {
      const issue = desk.draft.issue(key);
      if (issue?.project === project && issue.firstAt <= known) return null;
    }
  }
  return project;
}

/**
 * From when on growth may wake somebody: a while after the acknowledgement, or after the page where nobody can be heard to
 * acknowledge, and not too often.
 */
export function mayGrowAt(desk: PageDesk, { acknowledgedAt, page }: Incident): number {
  const { notBeforeMs, everyMs } = desk.draft.policy.paging.growth;
  const rang = page === null ? 0 : newestGeneration(page).since;
  const again = page !== null && page.generations.length > 1 ? rang + everyMs : 0;
  return Math.max((acknowledgedAt ?? rang) + notBeforeMs, again);
}

/**
 * Why a collecting page has to wake somebody anew: what it had not told when it was acknowledged, or what joined so long after it
 * rang that nobody hears it any more, is known to nobody. Null: it has not, or rings.
 */
export function hasUnheard(desk: PageDesk, collector: Incident): PageReason | null {
  const { id, acknowledgedAt, page } = collector;
  if (page === null) return null;
  const rang = newestGeneration(page).since;
  const afterMs = unansweredMs(desk.draft.policy);
  const joined = desk.joinedTo(id).filter((member) => needsSomebody(member, (root) => desk.incident(root)));
  if (isTakenTogether(collector)) {
    const more = joined.filter((member) => !isQuietSince(desk, member, acknowledgedAt ?? 0)).length;
    return more === 0 ? null : { code: 'page-needs-somebody', more };
  }
  const since = joined
    .map((member) => sharesSince(member, id) ?? -Infinity)
    .filter((at) =>
      acknowledgedAt === null ? at >= rang + afterMs : !wasTold(collector, at, acknowledgedAt),
    );
  const more = since.length;
  if (more === 0) return null;
  if (acknowledgedAt !== null) return { code: 'page-more-incidents', more };
  const code = desk.draft.policy.paging.unheard ? 'page-long-ago-unheard' : 'page-long-ago';
  return { code, more, afterMs: between(rang, Math.max(...since)) };
}

/** After how long nobody hears any more what joins a page that nobody has acknowledged here: all have been asked, or one has it. */
function unansweredMs({ paging: { againMs, unheard, growth } }: Policy): number {
  return unheard ? Math.min(growth.notBeforeMs, againMs) : againMs;
}

/** Whether what was muted at virtual ms `at` fires no more: nobody is woken for that at the end of the mute. */
function isQuietSince(desk: PageDesk, member: Incident, at: number): boolean {
  const { unmutedAt = -Infinity } = member;
  return unmutedAt >= at && quietSince(desk.draft, desk.family(member), { code: 'not-paged-muted' }) !== null;
}

/** Whether nobody would hear of what joins a collecting page now. */
export function mayBeUnheard({ draft }: PageDesk, { acknowledgedAt, page }: Incident): boolean {
  if (acknowledgedAt !== null || page === null) return true;
  return draft.now - newestGeneration(page).since >= unansweredMs(draft.policy);
}

/** From when on a collecting page may wake somebody again. */
export function mayCollectAt(desk: PageDesk, { page }: Incident): number {
  const last = page === null ? -Infinity : newestGeneration(page).since;
  return last + desk.draft.policy.paging.collectorEveryMs;
}
