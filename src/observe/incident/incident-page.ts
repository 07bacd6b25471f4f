import { unpagedClause } from '../../domain/decision/paging-words.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import { slotsOf, sumOfHistories } from '../../domain/event-history.ts';
import { eventsOf, type Desk, type Incident } from '../../domain/incident.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { LiveMessage } from '../../domain/sending/projection.ts';
import { glanceView, newestMessage, type GlanceView } from './glance-view.ts';

/** What the page of one incident tells beside its row, its story and its notifications. Times are virtual ms. */
interface IncidentPage {
  /** Of any incident, also one that woke nobody; its rate is that of all its life, where all of it was read. */
  readonly glance: GlanceView;
  /** The loudest first. */
  readonly services: readonly ServiceView[];
  /** Services beyond what its message keeps. */
  readonly moreServices: number;
  /** Told by CI, before it broke and since, the newest first. */
  readonly deploys: LiveMessage['deploys'];
  /** One a receiver that has a page of its own; empty: no rule has asked for a page. */
  readonly paging: readonly PagingView[];
}

interface ServiceView {
  readonly name: string;
  readonly events: number;
}

/** Why somebody was woken, or was not. */
interface PagingView {
  /** Null: there is one for all. */
  readonly receiver: string | null;
  /** Each page with the rule that asked for it, the first first. */
  readonly pages: readonly { readonly at: number; readonly code: string; readonly reason: string }[];
  /** Why nobody is woken although a rule asks for it, as a sentence. */
  readonly not: string | null;
}

/**
 * What its page shows. @param children What is part of it, as far as it was read.
 * @param isWhole Whether that is all of it: what a part adds up to is no rate of the whole.
 */
export function incidentPage(
  incident: Incident,
  { children, isWhole }: { readonly children: readonly Incident[]; readonly isWhole: boolean },
  rows: readonly Notification[],
): IncidentPage {
  const message = newestMessage(rows);
  const glance = glanceView(incident, rows);
  const life = isWhole ? rateOfAll([incident, ...children]) : null;
  // While it is young the slots of its message are finer, and those are all of it.
  const rate = life !== null && life.counts.length >= leastSlots ? life : (glance.rate ?? life);
  return {
    glance: { ...glance, rate },
    services: message === null ? ownServices(incident) : loudestFirst(message.services),
    moreServices: message?.moreServices ?? 0,
    deploys: message?.deploys ?? [],
    paging: pagingOf(incident),
  };
}

/** Fewer minutes than these say less than what its message shows. */
const leastSlots = 6;

/** Events by minutes from the first on; null where none were counted. */
function rateOfAll(family: readonly Incident[]): GlanceView['rate'] {
  const all = sumOfHistories(family.flatMap(({ history }) => history ?? []));
  if (all === null) return null;
  const { from, everyMs } = slotsOf(all);
  return { from, slotMs: everyMs, counts: all.counts };
}

function ownServices({ services }: Incident): readonly ServiceView[] {
  return loudestFirst(services);
}

function loudestFirst(
  services: readonly { readonly name: string; readonly alerts: number; readonly events?: number }[],
): readonly ServiceView[] {
  return services
    .map((one) => ({ name: one.name, events: eventsOf(one) }))
    .sort((a, b) => b.events - a.events);
}

function pagingOf(incident: Incident): readonly PagingView[] {
  const desks = Object.entries(incident.desks ?? {});
  const all =
    desks.length === 0 ? [pagingAt(null, incident)] : desks.map(([name, desk]) => pagingAt(name, desk));
  return all.filter(({ pages, not }) => pages.length > 0 || not !== null);
}

function pagingAt(receiver: string | null, { page, unpaged }: Pick<Desk, 'page' | 'unpaged'>): PagingView {
  const pages = (page?.generations ?? []).map(({ since, reason }) => ({
    at: since,
    code: reason.code,
    reason: sentenceOf(reason),
  }));
  const withdrawn = page?.withdrawn ?? null;
  if (withdrawn !== null) return { receiver, pages, not: sentenceOf(withdrawn) };
  return { receiver, pages, not: unpaged === null ? null : unpagedClause(unpaged.reason) };
}
