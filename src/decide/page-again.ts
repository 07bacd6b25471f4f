import { endOfShared, sharesSince, wasTold, type SharedEnd } from '../correlate/incident/shared-page.ts';
import { isNamed } from '../correlate/storm/joining-rules.ts';
import type { Family } from '../correlate/state/family.ts';
import type { FreshAlert } from '../correlate/state/look.ts';
import type { PagingRule } from '../domain/decision/paging.ts';
import { isRecognised, newestGeneration, type Incident, type PageWanted } from '../domain/incident.ts';
import { isLoud, quietBefore } from '../domain/issue.ts';
import { takenBackTimer } from '../domain/timer.ts';
import type { PageDesk } from './page-desk.ts';
import { openGeneration } from './page-generations.ts';
import { hasGrownUnheard, mayGrowAt } from './page-growth.ts';

/**
 * An incident that is still open, was quiet for long, and meets its rule again is an outage of its own for whoever
 * sleeps: it gets a new key, whether the old one was acknowledged or not. Answers whether it did.
 */
export function pageAnew(desk: PageDesk, family: Family, fresh: FreshAlert, met: PagingRule): boolean {
  const { page, id } = family.root;
  if (page === null || isTooSoon(desk, newestGeneration(page).since)) return false;
  const quietMs = brokeOutAgain(desk, family, fresh, desk.draft.policy.paging.anewMs);
  if (quietMs === null) return false;
  openGeneration(desk, id, { code: 'page-after-quiet', quietMs, met });
  return true;
}

/** After a shorter quiet its key is triggered again, which wakes somebody where the pager had ended it. */
export function pageAgain(desk: PageDesk, family: Family, fresh: FreshAlert): void {
  const { root } = family;
  const { page } = root;
  if (page === null || isTooSoon(desk, Math.max(newestGeneration(page).since, page.beatAt ?? 0))) return;
  const quietMs = brokeOutAgain(desk, family, fresh, desk.draft.policy.paging.againMs);
  if (quietMs !== null) beat(desk, root, page, quietMs);
}

/**
 * Whoever ended the page that it shared has ended what they knew of: as after any end by hand, what still arrives for a
 * while wakes nobody, and what fires after that wakes somebody anew. Answers whether it shared one that was ended so.
 */
export function goOnAlone(desk: PageDesk, root: Incident, met: PagingRule): boolean {
  const ended = endedByHand(desk, root);
  if (ended === null) return false;
  const { at, who } = ended.end;
  const afterMs = desk.draft.now - at;
  if (afterMs >= desk.draft.policy.resolve.foldMs)
    openGeneration(desk, root.id, { code: 'page-goes-on', who, afterMs, met });
  return true;
}

/** So long what a pager answers may be on its way, ms: only then is it known what it had been told. */
const answerWithinMs = 10_000;

/**
 * What the page of many incidents had not told when somebody ended it is known to nobody, and wakes somebody at once. Answers
 * whether it did, or is about to.
 */
export function goOnUntold(desk: PageDesk, root: Incident): boolean {
  const ended = endedByHand(desk, root);
  if (ended === null || root.status !== 'open') return false;
  const { shared, end } = ended;
  const since = sharesSince(root, shared.id);
  if (since === null || wasTold(shared, since, end.overAt)) return false;
  const answered = shared.page !== null && (newestGeneration(shared.page).answers ?? []).length > 0;
  if (!answered && desk.draft.now < end.at + answerWithinMs) {
    desk.lookAgain(root.id, end.at + answerWithinMs);
    return true;
  }
  openGeneration(desk, root.id, { code: 'page-untold', who: end.who });
  return true;
}

/**
 * A page that was acknowledged at its pager, since somebody had the incident in hand who answers for its receiver elsewhere,
 * cannot be made to ring again there: once nobody has it any more, it rings anew, under another key. Answers whether it did,
 * or is about to.
 */
export function ringAfterTakenBack(desk: PageDesk, root: Incident): boolean {
  const { page, status, atPager = [] } = root;
  const { sparedAt, joined } = page === null ? {} : newestGeneration(page);
  if (status !== 'open' || page === null || sparedAt === undefined || joined != null) return false;
  const turned = atPager.find(({ generation }) => generation === page.generations.length)?.turned ?? null;
  // Its own pager has taken it back, and rings by itself.
  if (turned !== null && turned.how !== 'resolved' && turned.at >= sparedAt) return false;
  // Whoever was woken since another did not answer is woken again when nobody of that one does for as long again.
  if (page.generations.some(({ reason }) => reason.code === 'page-unanswered')) return false;
  const receiver = lastBack(desk, root.id);
  if (receiver === null) return false;
  // What the pagers tell may be out of order for some seconds.
  if (desk.draft.timer(takenBackTimer(root.id)) === null)
    openGeneration(desk, root.id, { code: 'page-taken-back', receiver });
  return true;
}

/** At whose desk an incident was taken back last; null: at none. */
function lastBack({ draft }: PageDesk, id: string): string | null {
  const desks = Object.entries(draft.incident(id)?.desks ?? {});
  const backs = desks.flatMap(([receiver, { takenBack }]) =>
    takenBack == null ? [] : [{ receiver, at: takenBack.at }],
  );
  return backs.sort((a, b) => b.at - a.at)[0]?.receiver ?? null;
}

/**
 * Where nobody can be heard to acknowledge, somebody may have by now, so that a trigger of its key would wake nobody: what
 * grew beyond its page wakes somebody under a new key, once its time has come. Answers whether it has.
 */
export function growUnheard(desk: PageDesk, family: Family): boolean {
  const { root } = family;
  const why = hasGrownUnheard(desk, family);
  if (why === null) return false;
  const from = mayGrowAt(desk, root);
  if (desk.draft.now >= from) openGeneration(desk, root.id, why);
  else desk.lookAgain(root.id, from);
  return desk.draft.now >= from;
}

/** The page that an incident shares, where somebody has ended it; null: it shares none, or nobody has. */
function endedByHand(
  desk: PageDesk,
  root: Incident,
): { readonly shared: Incident; readonly end: SharedEnd } | null {
  const shared = root.page?.joined == null ? null : desk.incident(root.page.joined);
  const end = endOfShared(root, (id) => desk.incident(id), desk.receiver?.name ?? null);
  return shared === null || end === null ? null : { shared, end };
}

/** One outbreak is one: what joins it within the quiet that would make the next is part of it. */
function isTooSoon(desk: PageDesk, last: number): boolean {
  return desk.draft.now - last < desk.draft.policy.paging.againMs;
}

function beat(desk: PageDesk, root: Incident, page: PageWanted, quietMs: number): void {
  if (page.joined !== null) {
    openGeneration(desk, root.id, { code: 'page-after-quiet', quietMs, met: null });
    return;
  }
  const { draft } = desk;
  desk.change(root.id, (row) => ({ ...row, page: { ...page, beat: page.beat + 1, beatAt: draft.now } }));
  const acknowledged = root.status === 'acknowledged';
  desk.tell(root.id, 'page', { code: 'page-repeated', quietMs, acknowledged }, 'thread');
}

/**
 * For how long those were quiet, in ms, who now meet the rule again after at least `quietMs`; null when they do not.
 * A storm has to be one again; anything else only has to meet its rule.
 */
function brokeOutAgain(desk: PageDesk, family: Family, fresh: FreshAlert, quietMs: number): number | null {
  const own = desk.draft.issue(fresh.issue);
  const { page } = family.root;
  const since = page === null ? 0 : Math.max(newestGeneration(page).since, page.beatAt ?? 0);
  const met = fresh.met !== null && own !== null && own.breakoutAt > since;
  if (met && quietBefore(own) >= quietMs) return quietBefore(own);
  return isRecognised(family.root) ? stormAgain(desk, family, quietMs) : null;
}

function stormAgain(desk: PageDesk, family: Family, quietMs: number): number | null {
  const { draft } = desk;
  const { windowMs, minServices, minIssues, minLoudIssues } = draft.policy.storm;
  const { root } = family;
  const lately = draft.breakoutsSince(draft.heardAt - windowMs - 1, root.environmentClass);
  const broke = lately.map(({ row }) => row);
  const again = broke.filter((issue) => {
    if (quietBefore(issue) < quietMs) return false;
    const own = draft.incident(issue.incident);
    return (own?.parent ?? own?.id) === root.id;
  });
  const services = new Set(again.map((issue) => issue.service)).size;
  const loud = again.filter((issue) => isLoud(issue, draft.heardAt, windowMs)).length;
  const { storm } = root;
  const named = storm !== null && isNamed(storm.cause);
  const enough = again.length >= minIssues || services >= minServices || (named && loud >= minLoudIssues);
  return enough ? Math.min(...again.map(quietBefore)) : null;
}
