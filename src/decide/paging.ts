import type { Draft } from '../correlate/draft.ts';
import { servicesOf, severityOf, type Family } from '../correlate/family.ts';
import type { FreshAlert } from '../correlate/judge.ts';
import { drillOf } from '../domain/environment.ts';
import type { Incident } from '../domain/incident.ts';
import { severityRank } from '../domain/severity.ts';

/**
 * Decides whether the root's page is wanted, after an alert was counted. `fresh` is null when nothing fired.
 * Once wanted, a page stays wanted until the incident ends or turns out to be none of production's.
 */
export function judgePaging(draft: Draft, rootId: string, fresh: FreshAlert | null): void {
  const root = draft.incident(rootId);
  if (root === null || root.parent !== null || root.status === 'resolved') return;
  const family: Family = { root, children: draft.childrenOf(rootId) };
  if (root.environmentClass === 'non-production') {
    withdraw(draft, root);
    return;
  }
  if (fresh === null) return;
  const reason = pagingReason(draft, family, fresh);
  if (reason !== root.pageReason) draft.putIncident({ ...root, pageReason: reason });
  if (reason === null || isOld(draft, fresh)) return;
  if (root.page === null || root.page.withdrawn !== null) want(draft, rootId, reason);
  else if (root.status === 'acknowledged') pageAgainIfGrown(draft, family);
}

/** Which rule of the policy the incident meets, as a sentence; null when it meets none. */
export function pagingReason(
  draft: Pick<Draft, 'policy'>,
  { root, children }: Family,
  fresh: FreshAlert,
): string | null {
  const { paging } = draft.policy;
  if (root.storm !== null) return `Storm: ${root.storm.cause.title}.`;
  if (root.pageReason !== null) return root.pageReason;
  if (paging.levels.includes(fresh.level)) return `Level ${fresh.level}.`;
  if (fresh.resource.startsWith('metric_alert') && fresh.critical) return 'A critical metric alert.';
  if (fresh.category === 'outage') return 'Sentry calls it an outage.';
  const hot = [root, ...children].some(
    ({ rate }) => rate.hotMinutes + 1 >= paging.forMinutes && rate.count >= paging.eventsAMinute,
  );
  return hot ? `At least ${paging.eventsAMinute} events a minute for ${paging.forMinutes} minutes.` : null;
}

/** An old event is shown, but nobody is woken for it: its incident pages with the next alert that is young. */
function isOld(draft: Draft, fresh: FreshAlert): boolean {
  return fresh.eventAt !== null && draft.now - fresh.eventAt > draft.policy.paging.staleMs;
}

function want(draft: Draft, id: string, reason: string): void {
  const root = draft.incident(id);
  if (root === null) return;
  const generation = root.page === null ? root.generation : root.generation + 1;
  const { capPages, capWindowMs } = draft.policy.paging;
  // A drill's page reaches nobody whom the cap protects, and must not use it up.
  const drill = drillOf(root.environmentClass) !== null;
  const lately = draft.meta().pagesWanted.filter((at) => draft.now - at < capWindowMs);
  const joined = !drill && lately.length >= capPages ? collector(draft, root) : null;
  draft.putIncident({ ...root, generation, page: { reason, since: draft.now, joined, withdrawn: null } });
  if (joined === null) {
    if (!drill) draft.putMeta({ ...draft.meta(), pagesWanted: [...lately, draft.now] });
    draft.tell(id, 'page', `Page: ${reason}`);
  } else {
    draft.tell(
      id,
      'page',
      `Page: ${reason} More than ${capPages} pages in ${Math.round(capWindowMs / 60_000)} min, so it joins the page ${joined}.`,
    );
  }
}

function withdraw(draft: Draft, root: Incident): void {
  if (root.page === null || root.page.withdrawn !== null) return;
  const withdrawn = `Its environment ${root.sample.environment ?? ''} never pages.`.replace('  ', ' ');
  draft.putIncident({ ...root, page: { ...root.page, withdrawn } });
  draft.tell(root.id, 'page', `The page is withdrawn. ${withdrawn}`);
}

/** What grew beyond what was acknowledged wakes somebody again, under a new key. */
function pageAgainIfGrown(draft: Draft, family: Family): void {
  const { root } = family;
  if (root.seenAtAck === null) return;
  const seen = new Set(root.seenAtAck.services);
  const joined = servicesOf(family)
    .map((service) => service.name)
    .filter((name) => !seen.has(name));
  const rose = severityRank(severityOf(family)) > severityRank(root.seenAtAck.severity);
  if (joined.length === 0 && !rose) return;
  const why =
    joined.length > 0
      ? `${joined.join(', ')} joined after it was acknowledged`
      : 'It became more severe after it was acknowledged';
  draft.putIncident({
    ...root,
    status: 'open',
    generation: root.generation + 1,
    seenAtAck: null,
    acknowledgedAt: null,
  });
  draft.tell(root.id, 'generation', `${why}: paged again (generation ${root.generation + 1}).`, 'thread');
}

/** The open collecting page of the class, or a new one. */
function collector(draft: Draft, like: Incident): string {
  const open = draft
    .roots()
    .find((root) => root.kind === 'collector' && root.environmentClass === like.environmentClass);
  if (open !== undefined) {
    draft.putIncident({ ...open, lastAlertAt: draft.now });
    return open.id;
  }
  const row: Incident = {
    ...like,
    id: draft.newId(),
    kind: 'collector',
    status: 'open',
    previous: null,
    generation: 1,
    openedAt: draft.now,
    lastAlertAt: draft.now,
    title: 'Many incidents',
    severity: 'critical',
    services: [],
    issues: [],
    openIssues: 0,
    alerts: 0,
    events: 0,
    pageReason: null,
    page: { reason: 'More pages than anybody can read.', since: draft.now, joined: null, withdrawn: null },
    storm: null,
  };
  draft.putIncident(row);
  draft.tell(row.id, 'opened', 'More pages than anybody can read: further incidents join this page.');
  return row.id;
}
