import type { Coded } from '../../domain/decision/vocabulary.ts';
import type { life } from '../../domain/decision/life.ts';
import { environmentWaitMs } from '../../domain/environment/environment-wait.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { peakOf, sumOfHistories } from '../../domain/event-history.ts';
import { isGuest, type Generation, type Incident } from '../../domain/incident.ts';
import { viewsOf } from '../../domain/routing/desk.ts';
import { pageReached, reachedWhenHandled } from '../../domain/sending/page-reached.ts';
import type { Draft } from '../state/draft.ts';
import { servicesOf } from '../state/family.ts';
import { usersOf } from './users.ts';
import { hasLivePage } from './apart.ts';

type Summary = Coded<typeof life, 'summed-up'>;

/**
 * What a root that ends now came to, worth telling of a storm and of what woke somebody; null of an everyday error,
 * whose message says it all.
 */
export function summaryOf(draft: Draft, root: Incident, children: readonly Incident[]): Summary | null {
  if (drillOf(root.environmentClass) !== null || root.kind === 'collector') return null;
  const all = [root, ...children];
  if (root.storm === null && !all.some(hasLivePage)) return null;
  const firm = children.filter((child) => !isGuest(child));
  const services = servicesOf({ root, children: firm });
  const began = Math.min(root.openedAt, ...firm.map(({ openedAt }) => openedAt));
  const history = sumOfHistories(all.flatMap((one) => one.history ?? []));
  return {
    code: 'summed-up',
    lastedMs: draft.now - began,
    users: usersOf(draft, root),
    events: Math.max(
      all.reduce((sum, { events }) => sum + events, 0),
      root.context?.events ?? 0,
    ),
    peak: history === null ? null : peakOf(history),
    services: services.length,
    first: services[0]?.name ?? null,
    ...pagesOf(draft, root, all),
    acknowledged: acknowledgedIn(root, began),
  };
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

function acknowledgedIn(root: Incident, began: number): Summary['acknowledged'] {
  const { acknowledgedAt, acknowledgedBy, page } = root;
  if (acknowledgedAt === null) return null;
  // A page may have been asked for by a person, after somebody had taken it.
  const paged = page?.generations[0].since ?? began;
  const from = paged <= acknowledgedAt ? paged : began;
  return { who: acknowledgedBy, afterMs: acknowledgedAt - from };
}
