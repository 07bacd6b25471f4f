import { sentenceOf } from '../../domain/decision/words.ts';
import { newestGeneration, type Incident } from '../../domain/incident.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import { pageReached, type PageReached } from '../../domain/sending/page-reached.ts';
import { pageWord } from '../../domain/sending/page-words.ts';
import type { PageShown } from '../../domain/sending/projection.ts';
import { shownAt } from '../../domain/sending/sent.ts';

/** Where an incident's page stands, as far as is known here. */
export interface PageView {
  readonly state: 'none' | 'wanted' | 'triggered' | 'acknowledged' | 'resolved' | 'dead' | 'joined';
  readonly reason: string | null;
  /** How many generations of it a receiver has taken. */
  readonly sent: number;
  /**
   * What is true of it by what its pager answered, as its message in Slack has it, `taken` where it took it; null: there is
   * none, or it is not needed.
   */
  readonly standing: Exclude<PageShown['standing'], 'due'> | 'taken' | null;
  /** The same in words, for example `Not paged yet`. */
  readonly words: string | null;
}

/** Where an incident's page stands, by what the brain was told and by its rows. */
export function pageView(
  incident: Incident,
  collector: Incident | null,
  rows: readonly Notification[],
): PageView {
  const pages = rows.filter((row) => row.projection.surface === 'page');
  const sent = pages.filter((row) => shownAt(row.sent) !== null).length;
  const { state, reason } = pageStanding(incident, pages);
  const count = incident.page?.generations.length ?? 0;
  const reached = pageReached(incident, count, (id) => (id === collector?.id ? collector : null));
  const over = incident.status !== 'resolved' && collector?.resolution?.by === 'human';
  const standing = standingIn(state, reached, over);
  const words = standing === null ? null : pageWord({ standing, generation: count });
  return { state, reason, sent, standing: standing === 'due' ? 'taken' : standing, words };
}

/** Of a page of its own its row knows at once that it was taken; all else is what the brain was told. */
function standingIn(
  state: PageView['state'],
  reached: PageReached | null,
  over: boolean,
): PageShown['standing'] | null {
  switch (state) {
    case 'none':
      return null;
    case 'dead':
      return 'given-up';
    case 'triggered':
    case 'acknowledged':
    case 'resolved':
      return 'due';
    case 'wanted':
      return reached === null || reached.state === 'taken' ? 'sending' : standingAs(reached);
    case 'joined':
      return reached === null ? 'due' : standingAs(reached, over);
  }
}

function standingAs(reached: PageReached, over = false): PageShown['standing'] | null {
  const { state } = reached;
  if (state === 'needless') return null;
  if (reached.state === 'sending' && reached.queuedSince !== undefined) return 'queued';
  if (state !== 'taken') return state;
  if (over) return 'ended';
  return reached.rang?.before === true ? 'joined' : 'due';
}

function pageStanding(
  incident: Incident,
  pages: readonly Notification[],
): Pick<PageView, 'state' | 'reason'> {
  const reason = incident.page === null ? null : sentenceOf(newestGeneration(incident.page).reason);
  if (incident.page === null) return { state: 'none', reason };
  if (incident.page.joined !== null) return { state: 'joined', reason };
  const newest = pages.reduce<Notification | null>(
    (best, row) => (standsBefore(row, best) ? row : best),
    null,
  );
  // What its own key has given up, another may have taken.
  const isHeard = (row: Notification): boolean =>
    newest !== null && row !== newest && generation(row) === generation(newest) && isTaken(newest);
  if (pages.some((row) => isDead(row) && !isHeard(row))) return { state: 'dead', reason };
  if (incident.page.withdrawn !== null && (newest === null || newest.sent.phase === 'none')) {
    return { state: 'none', reason: sentenceOf(incident.page.withdrawn) };
  }
  return { state: newest === null ? 'wanted' : pageState(newest), reason };
}

/** Of a newer generation; of one generation, which several keys may have, one that somebody has received. */
function standsBefore(row: Notification, best: Notification | null): boolean {
  if (best === null || generation(row) !== generation(best)) return generation(row) > generation(best);
  return isTaken(row) || !isTaken(best);
}

function isTaken({ sent }: Notification): boolean {
  return sent.phase !== 'none' && sent.phase !== 'maybe';
}

function generation(row: Notification | null): number {
  return row?.projection.surface === 'page' ? row.projection.generation : -1;
}

function pageState({ projection, sent, digest }: Notification): PageView['state'] {
  if (sent.phase === 'closed') return 'resolved';
  if (sent.phase === 'none' || sent.phase === 'maybe') return 'wanted';
  // Whoever resolved it at the pager need not be told.
  if (projection.surface === 'page' && projection.state === 'resolved' && sent.digest === digest)
    return 'resolved';
  return projection.surface === 'page' && projection.state === 'acknowledged' ? 'acknowledged' : 'triggered';
}

/** Whether a notification was given up as it is now. */
export function isDead(row: Notification): boolean {
  return row.attempts.deadDigest !== null && row.attempts.deadDigest === row.digest;
}
