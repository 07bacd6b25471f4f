import type { Coded } from '../../domain/decision/vocabulary.ts';
import { isClosedByWord, type life } from '../../domain/decision/life.ts';
import { environmentWaitMs } from '../../domain/environment/environment-wait.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { peakOf, sumOfHistories } from '../../domain/event-history.ts';
import { isGuest, startOf, type Generation, type Incident, type Resolution } from '../../domain/incident.ts';
import { seenAt, viewsOf } from '../../domain/routing/desk.ts';
import { holderAt, leftBehind } from '../../domain/routing/acknowledged.ts';
import { firstTaking, pagesTaken, type PageTaken } from '../../domain/routing/pages-taken.ts';
import { pageReached, reachedWhenHandled } from '../../domain/sending/page-reached.ts';
import { between } from '../../domain/text/figures.ts';
import type { Draft } from '../state/draft.ts';
import { servicesOf } from '../state/family.ts';
import type { Running } from '../state/listed-issues.ts';
import { releasesKey } from '../../domain/release.ts';
import { usersOf } from './users.ts';
import { hasLivePage } from './apart.ts';
import { changeBefore, deploysAround, newReleases } from './what-changed.ts';

type Summary = Coded<typeof life, 'summed-up'>;

/**
 * What a root that ends now came to, worth telling of a storm and of what woke somebody; null of an everyday error,
 * whose message says it all.
 * @param end Why it ends, and when by the clock of whoever ends it.
 */
export function summaryOf(
  draft: Draft,
  root: Incident,
  children: readonly Incident[],
  end: Pick<Resolution, 'reason' | 'at'>,
): Summary | null {
  if (drillOf(root.environmentClass) !== null || root.kind !== 'alerts') return null;
  const all = [root, ...children];
  if (root.storm === null && !all.some(hasLivePage)) return null;
  const firm = children.filter((child) => !isGuest(child));
  const services = servicesOf({ root, children: firm });
  const began = Math.min(startOf(root), ...firm.map(startOf));
  const last = Math.max(...all.map(({ lastAlertAt }) => lastAlertAt));
  const events = Math.max(
    all.reduce((sum, one) => sum + one.events, 0),
    root.context?.events ?? 0,
  );
  const history = sumOfHistories(all.flatMap((one) => one.history ?? []));
  return {
    code: 'summed-up',
    lastedMs: between(began, draft.now),
    lastErrorMs: isClosedByWord(end.reason) ? between(last, draft.now) : null,
    users: usersOf(draft, root),
    events,
    peak: history === null ? null : peakOf(history, events, last - began),
    services: services.length,
    first: services[0]?.name ?? null,
    changed: changedBefore(draft, [root, ...firm], began),
    ...pagesOf(draft, root, all),
    ...acknowledgedIn(draft, root, began),
    holding: whoHolds(root, end.at),
    left: isLeft(root, end.at),
  };
}

/** What changed last before it broke: looked for once, when it is over. */
function changedBefore(draft: Draft, firm: readonly Incident[], began: number): Summary['changed'] {
  const running = firm
    .flatMap(({ issues }) => issues)
    .flatMap((key): readonly Running[] => {
      const issue = draft.issue(key);
      if (issue === null) return [];
      const { environmentClass, service, release } = issue;
      return [{ releases: releasesKey(environmentClass, service), service, release }];
    });
  const releasesOf = (key: string): ReturnType<Draft['releasesOf']> => draft.releasesOf(key);
  const deploys = deploysAround(releasesOf, began, running);
  return changeBefore(began, { deploys, changes: newReleases(releasesOf, began, running) });
}

/**
 * How often somebody was woken for it, and how many pages nobody received: pages that it shared with others count like
 * its own. Null: it is over before it is known whether one had gone out.
 */
function pagesOf(draft: Draft, root: Incident, all: readonly Incident[]): Pick<Summary, 'pages' | 'untaken'> {
  const answers = all.flatMap((one) =>
    viewsOf(one).flatMap((seen) =>
      (seen.page?.generations ?? []).map((row, n) =>
        answerTo(draft, root, { one: seen, row, generation: n + 1 }),
      ),
    ),
  );
  const taken = answers.filter((state) => state === 'taken').length;
  const untaken = answers.filter((state) => state === 'untaken').length;
  return { pages: taken + untaken < answers.length ? null : taken, untaken };
}

function answerTo(
  draft: Draft,
  root: Incident,
  { one, row, generation }: { one: Incident; row: Generation; generation: number },
): 'taken' | 'untaken' | 'unknown' {
  const reached = pageReached(one, generation, (id) => draft.incident(id));
  if (reached === null) {
    const waits = generation === 1 && root.storm === null && draft.now < root.openedAt + environmentWaitMs;
    return waits ? 'unknown' : 'taken';
  }
  const handledAt = root.acknowledgedAt ?? draft.now;
  const answer = reachedWhenHandled(one, row, { reached, handledAt });
  if (answer === null || answer.state === 'in-doubt') return 'unknown';
  return answer.state === 'taken' ? 'taken' : 'untaken';
}

/** So many pages after the one that was taken are told of. */
const mostLater = 6;

/**
 * Who took it first, and what became of the pages that woke somebody after that: a newer page waits for somebody anew,
 * and whoever had taken the one before has taken that.
 */
function acknowledgedIn(
  draft: Draft,
  root: Incident,
  began: number,
): Pick<Summary, 'acknowledged' | 'later'> {
  const pages = pagesTaken(root);
  const own = firstTaking(root);
  const [first = null] = pages.filter((page) => page.taken !== null).sort(earlierTaken);
  const taken = first?.taken ?? own;
  if (taken === null) return { acknowledged: null, later: [] };
  // A page may have been asked for by a person, after somebody had taken it.
  const paged = pages[0]?.since ?? began;
  const afterMs = between(paged <= taken.at ? paged : began, taken.at);
  const later = pages
    .filter(({ since }) => since > taken.at)
    .filter(({ receiver, generation }) => wokeSomebody(draft, root, receiver, generation))
    .slice(0, mostLater)
    .map((page) => ({
      page: whichPage(page),
      who: page.taken === null ? null : (page.taken.by ?? 'somebody'),
    }));
  const page = later.length === 0 || first === null ? null : whichPage(first);
  return { acknowledged: { who: taken.by, afterMs, page }, later };
}

/** Who had it at the end, where another had taken it first and it was taken back. */
function whoHolds(root: Incident, until: number): string | null {
  const [first, last] = [firstTaking(root), holderAt(root, until)];
  return first === null || last === null || last.by === first.by ? null : last.by;
}

/** Whether whoever had taken it had it no longer at the end, and nobody else had, at whatever desk. */
function isLeft(root: Incident, until: number): boolean {
  const views = viewsOf(root);
  return (
    views.some((seen) => leftBehind(seen, until) !== null) &&
    views.every((seen) => holderAt(seen, until) === null)
  );
}

function earlierTaken(a: PageTaken, b: PageTaken): number {
  return (a.taken?.at ?? 0) - (b.taken?.at ?? 0);
}

function whichPage({ generation, receiver }: PageTaken): Summary['later'][number]['page'] {
  return { number: generation, receiver };
}

function wokeSomebody(draft: Draft, root: Incident, receiver: string | null, generation: number): boolean {
  const one = seenAt(root, receiver);
  const row = one.page?.generations[generation - 1];
  return row !== undefined && answerTo(draft, root, { one, row, generation }) !== 'untaken';
}
