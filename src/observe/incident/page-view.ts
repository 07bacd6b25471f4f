import { sentenceOf } from '../../domain/decision/words.ts';
import { newestGeneration, type Incident } from '../../domain/incident.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import { pageReached, standsAs, wokeBefore, type PageReached } from '../../domain/sending/page-reached.ts';
import { pageWord } from '../../domain/sending/page-words.ts';
import type { PageShown } from '../../domain/sending/projection.ts';
import { acceptedAt } from '../../domain/sending/sent.ts';

/** Where an incident's page stands, as far as is known here. */
export interface PageView {
  readonly state: 'none' | 'wanted' | 'triggered' | 'acknowledged' | 'resolved' | 'dead' | 'joined';
  readonly reason: string | null;
  /** When the newest was first wanted, virtual ms; null: none is. */
  readonly since: number | null;
  /** How many generations of it a receiver has taken. */
  readonly sent: number;
  /**
   * What is true of it by what its pager answered, as its message in Slack has it, `taken` where it took it; null: there is
   * none, or it is not needed.
   */
  readonly standing: Exclude<PageShown['standing'], 'due'> | 'taken' | null;
  /** The same in words, for example `Not paged yet`. */
  readonly words: string | null;
  /** Where the newest page is not needed, or was withdrawn: the last one before it that woke somebody. Null: there is none. */
  readonly wokenBefore: { readonly generation: number; readonly at: number; readonly reason: string } | null;
}

/** Where an incident's page stands, by what the brain was told and by its rows. */
export function pageView(
  incident: Incident,
  collector: Incident | null,
  rows: readonly Notification[],
): PageView {
  const pages = pageRows(incident, rows);
  const { state, reason } = pageStanding(incident, pages);
  const count = incident.page?.generations.length ?? 0;
  const since = incident.page === null ? null : newestGeneration(incident.page).since;
  const reached = reachedNow(incident, collector, pages);
  const over = incident.status !== 'resolved' && collector?.resolution?.by === 'human';
  const standing = standingIn(incident, { state, reached, over });
  const words = standing === null ? null : pageWord({ standing, generation: count });
  const sent = pages.filter((row) => row.isTaken).length;
  const wokenBefore = standing === null ? wokenBeforeIn(incident, collector) : null;
  return {
    state,
    reason,
    since,
    sent,
    standing: standing === 'due' ? 'taken' : standing,
    words,
    wokenBefore,
  };
}

function wokenBeforeIn(incident: Incident, collector: Incident | null): PageView['wokenBefore'] {
  const before = wokeBefore(incident, (id) => (id === collector?.id ? collector : null));
  if (before === null) return null;
  const { generation, row, at } = before;
  return { generation, at, reason: sentenceOf(row.reason) };
}

/** A page's row, and whether its pager has it: it took a trigger, or told of the page itself. */
type PageRow = Notification & { readonly isTaken: boolean };

function pageRows({ atPager = [] }: Incident, rows: readonly Notification[]): readonly PageRow[] {
  const told = new Set(atPager.map((standing) => standing.generation));
  return rows
    .filter((row) => row.projection.surface === 'page')
    .map((row) => ({ ...row, isTaken: isTaken(row) || told.has(generation(row)) }));
}

/** When the newest page was taken, or of a shared one became due; null: it is not known that it was. */
export function pagedAt(incident: Incident, rows: readonly Notification[]): number | null {
  const { page } = incident;
  if (page === null || page.withdrawn !== null) return null;
  const pages = pageRows(incident, rows);
  const reached = reachedNow(incident, null, pages);
  if (reached === null) {
    const { state } = pageStanding(incident, pages);
    return state === 'wanted' || state === 'dead' ? null : newestGeneration(page).since;
  }
  return reached.state === 'taken' ? reached.at : null;
}

/** Of a page of its own its row knows at once that it was taken; all else is what the brain was told. */
function reachedNow(
  incident: Incident,
  collector: Incident | null,
  pages: readonly PageRow[],
): PageReached | null {
  const count = incident.page?.generations.length ?? 0;
  const reached = pageReached(incident, count, (id) => (id === collector?.id ? collector : null));
  if (incident.page?.joined != null || reached?.state === 'taken') return reached;
  const at = pages.filter((row) => generation(row) === count).flatMap(({ sent }) => acceptedAt(sent) ?? []);
  return at.length === 0 ? reached : { state: 'taken', at: Math.min(...at), said: null };
}

function standingIn(
  incident: Incident,
  of: { readonly state: PageView['state']; readonly reached: PageReached | null; readonly over: boolean },
): PageShown['standing'] | null {
  const { state, reached, over } = of;
  const { page, lastAlertAt } = incident;
  if (page === null || state === 'none') return null;
  if (state === 'dead') return 'given-up';
  if (reached === null) return state === 'wanted' ? 'sending' : 'due';
  const standing = standsAs(incident, page, { reached, now: lastAlertAt });
  if (standing === 'handled-first') return null;
  if (standing !== 'due') return standing;
  if (over) return 'ended';
  return reached.state !== 'sending' && reached.rang?.before === true ? 'joined' : 'due';
}

function pageStanding(incident: Incident, pages: readonly PageRow[]): Pick<PageView, 'state' | 'reason'> {
  const reason = incident.page === null ? null : sentenceOf(newestGeneration(incident.page).reason);
  if (incident.page === null) return { state: 'none', reason };
  if (incident.page.joined !== null) return { state: 'joined', reason };
  const newest = pages.reduce<PageRow | null>((best, row) => (standsBefore(row, best) ? row : best), null);
  // What its own key has given up, another may have taken.
  const isHeard = (row: PageRow): boolean =>
    newest !== null && row !== newest && generation(row) === generation(newest) && newest.isTaken;
  if (pages.some((row) => isDead(row) && !isHeard(row))) return { state: 'dead', reason };
  if (incident.page.withdrawn !== null && (newest === null || newest.sent.phase === 'none')) {
    return { state: 'none', reason: sentenceOf(incident.page.withdrawn) };
  }
  return { state: newest === null ? 'wanted' : pageState(newest), reason };
}

/** Of a newer generation; of one generation, which several keys may have, one that somebody has received. */
function standsBefore(row: PageRow, best: PageRow | null): boolean {
  if (best === null || generation(row) !== generation(best)) return generation(row) > generation(best);
  return row.isTaken || !best.isTaken;
}

/** A pager takes an acknowledgement and an end of a page, too, that it never had: only a trigger proves that it has it. */
function isTaken({ sent }: Notification): boolean {
  return acceptedAt(sent) !== null;
}

function generation(row: Notification | null): number {
  return row?.projection.surface === 'page' ? row.projection.generation : -1;
}

function pageState({ projection, sent, digest, isTaken: taken }: PageRow): PageView['state'] {
  if (sent.phase === 'closed') return 'resolved';
  if (!taken) return 'wanted';
  // Whoever resolved it at the pager need not be told.
  if (projection.surface === 'page' && projection.state === 'resolved' && sent.digest === digest)
    return 'resolved';
  return projection.surface === 'page' && projection.state === 'acknowledged' ? 'acknowledged' : 'triggered';
}

/** Whether a notification was given up as it is now. */
export function isDead(row: Notification): boolean {
  return row.attempts.deadDigest !== null && row.attempts.deadDigest === row.digest;
}
