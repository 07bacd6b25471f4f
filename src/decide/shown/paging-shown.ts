import type { BrainState } from '../../correlate/state/brain-state.ts';
import { hasLivePage, standsForRoot } from '../../correlate/incident/apart.ts';
import type { FamilyTally } from '../../correlate/state/family-tally.ts';
import type { PageReason, Withdrawal } from '../../domain/decision/paging.ts';
import { becauseBeside, unpagedClause } from '../../domain/decision/paging-words.ts';
import { endOf, sentenceOf } from '../../domain/decision/words.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { environmentWaitMs } from '../../domain/environment/environment-wait.ts';
import { newestGeneration, type Incident, type PageWanted } from '../../domain/incident.ts';
import {
  pageReached,
  resendReached,
  resendsTaken,
  standsAs,
  wokeBefore,
  type PageReached,
  type PageStandsAs,
} from '../../domain/sending/page-reached.ts';
import { takesPages } from '../../domain/policy.ts';
import { seenAt } from '../../domain/routing/desk.ts';
import type { PageAnswer } from '../../domain/sending/page-answer.ts';
import type { PageShown, PagingShown } from '../../domain/sending/projection.ts';
import { isEnvironmentKnown } from '../page-projection.ts';
import { isSame } from '../same-form.ts';
import { atPager, mutedShown, queuedUntil, sharedShown } from './shared-shown.ts';

function whyNotPaged(page: Incident['page'], unpaged: Incident['unpaged']): string | null {
  if (page?.withdrawn == null) return unpaged === null ? null : unpagedClause(unpaged.reason);
  return withdrawnWords(page.withdrawn);
}

function withdrawnWords(why: Withdrawal): string {
  return `the page was withdrawn. ${endOf(why)}`;
}

function reasonShown(reason: PageReason): Pick<PageShown, 'reason' | 'because'> {
  const told = reason.code !== 'told-before' && { because: becauseBeside(reason) };
  return { reason: sentenceOf(reason), ...told };
}

/** Who is woken, or why nobody is: by what pagers answered, not by what was wanted of them. */
export function pagingShown(state: BrainState, root: Incident, tally: FamilyTally): PagingShown {
  const child = hasLivePage(root) ? undefined : standIn(state, root);
  return child === undefined
    ? pagingOf(state, root, tally)
    : pagingOf(state, child, state.families.of(child));
}

/** Whose page stands for a root that has none, since a person merged them: as far as people go, it is the root's. */
function standIn({ kin }: BrainState, root: Incident): Incident | undefined {
  if (root.storm === null) return undefined;
  const child = kin.childrenOf(root.id).find((one) => standsForRoot(one, root));
  if (child === undefined) return undefined;
  const { status, acknowledgedAt, acknowledgedBy, resolution } = root;
  return { ...child, parent: null, status, acknowledgedAt, acknowledgedBy, resolution };
}

function pagingOf(state: BrainState, root: Incident, tally: FamilyTally): PagingShown {
  const { page, unpaged, environmentClass } = root;
  const reached = pageReached(root, page?.generations.length ?? 0, (id) => state.incidents.get(id));
  const withdrawn = page?.withdrawn ?? null;
  if (page === null || (withdrawn !== null && reached?.state !== 'taken'))
    return wokenBefore(state, root) ?? { page: null, notPaged: whyNotPaged(page, unpaged) };
  const real = drillOf(environmentClass) === null;
  if (real && !state.meta.policy.receivers.some((receiver) => receiver.kind === 'pager'))
    return { page: null, notPaged: 'no pager is configured' };
  const standing = standingOf(state, root, tally, { page, reached });
  if (standing === 'handled-first')
    return wokenBefore(state, root) ?? { page: null, notPaged: handledFirst(root) };
  const { reason, since } = newestGeneration(page);
  const shared = page.joined === null ? null : sharedShown(state, root, page.joined, reached);
  return {
    page: {
      at: reached?.state === 'taken' ? reached.at : (queuedUntil(state, page, reached) ?? since),
      ...(withdrawn === null ? reasonShown(reason) : { reason: withdrawnWords(withdrawn) }),
      generation: page.generations.length,
      again: resendsTaken(root),
      ...resendShown(root),
      ...(standing === 'due' && isByFallback(state, page) && { fallback: true }),
      joined: page.joined,
      standing,
      ...atPager(root, page.generations.length),
      ...(standing === 'due' ? shared : null),
      ...(root.status === 'resolved' ? null : mutedShown(state, page)),
      ...wokenBeside(state, root),
    },
  };
}

/** Whether nobody but a key that stands in has taken the newest page. */
function isByFallback({ meta }: BrainState, page: PageWanted): boolean {
  const { fallbackAt, answers = [] } = newestGeneration(page);
  if (fallbackAt === undefined) return false;
  const taken = answers.filter(({ state }) => state === 'taken');
  const pagers = meta.policy.receivers.filter(({ kind }) => kind === 'pager');
  return taken.length > 0 && !taken.some(({ receiver }) => pagers.some(({ id }) => id === receiver));
}

/** Whoever was woken since another does not answer, beside the receiver whose page is shown: their own channels say it too. */
function wokenBeside({ incidents }: BrainState, root: Incident): Pick<PageShown, 'woken'> {
  const woken = Object.entries(root.desks ?? {}).flatMap(([receiver, { page }]) => {
    if (page === null || page.withdrawn !== null || isSame(page, root.page)) return [];
    const { reason, since } = newestGeneration(page);
    if (reason.code !== 'page-unanswered' || !('receiver' in reason)) return [];
    const reached = pageReached(seenAt(root, receiver), page.generations.length, (id) => incidents.get(id));
    if (reached !== null && (reached.state !== 'taken' || reached.rang?.before === true)) return [];
    return [{ receiver, at: reached?.at ?? since, by: reason.receiver }];
  });
  return woken.length === 0 ? {} : { woken: woken.sort((a, b) => a.at - b.at) };
}

/** What is over is sent to nobody any more. */
function resendShown(root: Incident): Pick<PageShown, 'resend'> {
  const resend = root.status === 'resolved' ? null : resendReached(root);
  return resend === null || resend === 'taken' || resend === 'needless' ? {} : { resend };
}

/** The newest of the older pages that woke somebody, where the newest of all woke nobody; null where none did. */
function wokenBefore(state: BrainState, root: Incident): PagingShown | null {
  const before = wokeBefore(root, (id) => state.incidents.get(id));
  if (before === null) return null;
  const { generation, row, at } = before;
  return {
    page: {
      at,
      ...reasonShown(row.reason),
      generation,
      again: 0,
      joined: row.joined,
      standing: 'due',
      ...atPager(root, generation),
    },
  };
}

function handledFirst({ acknowledgedAt }: Incident): string {
  return `PagerDuty had confirmed no page when it was ${acknowledgedAt === null ? 'resolved' : 'acknowledged'}`;
}

/** How a page stands that is shown: one that cannot go out yet waits. */
function standingOf(
  { meta }: BrainState,
  root: Incident,
  tally: FamilyTally,
  { page, reached }: { readonly page: PageWanted; readonly reached: PageReached | null },
): PageStandsAs | 'waiting' {
  if (reached === null) return standingBefore(meta, root, tally, page);
  const standing = standsAs(root, page, { reached, now: meta.now });
  const { openedAt, storm } = root;
  const first = page.generations.length === 1 && page.joined === null && storm === null;
  const waits = first && meta.now < openedAt + environmentWaitMs && !isEnvironmentKnown(root, tally);
  return standing === 'sending' && waits ? 'waiting' : standing;
}

/** What an older relay knew of a page while that waits to learn its environment. */
function standingBefore(
  { now }: BrainState['meta'],
  root: Incident,
  tally: FamilyTally,
  { generations, joined }: PageWanted,
): 'waiting' | 'due' | 'unsure' {
  const { openedAt, storm, status, resolution, acknowledgedAt } = root;
  if (generations.length > 1 || joined !== null || storm !== null) return 'due';
  const goesOutAt = openedAt + environmentWaitMs;
  if (status === 'open') return now < goesOutAt && !isEnvironmentKnown(root, tally) ? 'waiting' : 'due';
  // Whether the environment was known at that time, nobody has kept.
  return (resolution?.at ?? acknowledgedAt ?? Infinity) < goesOutAt ? 'unsure' : 'due';
}

/** A page that cannot go out is the one thing that a reader of the channel must know. */
export function pagerTrouble(state: BrainState, root: Incident): readonly string[] {
  const pagers = state.meta.policy.receivers.filter(takesPages);
  const lanes = pagers.flatMap(({ id, lane }) => {
    const trouble = state.lanes.get(lane);
    return trouble === undefined || trouble.kind === 'flowing'
      ? []
      : [`Pages are not getting through to ${id}: ${trouble.reason}`];
  });
  const own = root.status === 'open' ? unreceived(state, root) : null;
  if (own === null) return lanes;
  // What the pager said, its lane says too.
  const first = lanes.length > 0 || own.said === null ? own.words : `${own.words}: ${own.said}`;
  return [first, ...lanes, ...standInTrouble(state, root)];
}

/** That nobody is known to have received a page, and what its pager said; null where somebody has, or nothing is known yet. */
function unreceived(
  { incidents }: BrainState,
  root: Incident,
): { readonly words: string; readonly said: string | null } | null {
  const { page } = root;
  if (page === null) return null;
  const reached = pageReached(root, page.generations.length, (id) => incidents.get(id));
  if (reached === null || reached.state === 'taken') return null;
  const nobodyYet = 'Nobody has received the page yet';
  if (reached.state === 'sending')
    return newestGeneration(page).overdueAt === undefined ? null : { words: nobodyYet, said: null };
  const { state, said } = reached;
  if (state === 'in-doubt') return { words: 'It is not known whether anybody has received the page', said };
  return { words: state === 'given-up' ? 'Nobody is paged' : nobodyYet, said };
}

/** That a key which stands in was tried too, and what came of it; empty where none was, or it has not answered yet. */
function standInTrouble({ meta }: BrainState, { page }: Incident): readonly string[] {
  const answers = page === null ? [] : (newestGeneration(page).answers ?? []);
  const standIns = meta.policy.receivers.filter(({ kind }) => kind === 'fallback');
  return answers.flatMap(({ receiver, state, said }) => {
    const words = standIns.some(({ id }) => id === receiver) ? standInWords[state] : null;
    return words === null ? [] : [said === null ? words : `${words}: ${said}`];
  });
}

const standInWords: Readonly<Record<PageAnswer['state'], string | null>> = {
  taken: null,
  needless: null,
  trying: 'The fallback key was tried and has not taken it either',
  'in-doubt': 'The fallback key was tried too, and whether it has taken it is not known',
  'given-up': 'The fallback key was tried too, and refuses it for good',
};
