import type { Acknowledgement, HadBefore, TakenBack } from '../../../domain/incident.ts';
import { againWords, pageWord } from '../../../domain/sending/page-words.ts';
import type { LiveMessage, PageShown, PagingShown } from '../../../domain/sending/projection.ts';
import { grouped } from '../../../domain/text/figures.ts';
import { inline } from './escape.ts';
import { ownersWords } from './render-origin.ts';
import { pagerWords } from './render-pager.ts';
import type { Times } from './wording.ts';

/** What readers must know before anything else, for example that nobody is being woken. At most 700 characters. */
export function noticeLines(message: LiveMessage): readonly string[] {
  if (message.state !== 'resolved')
    return message.notices.slice(0, 3).map((notice) => `⚠️ *${inline(notice, 220)}*`);
  const { stillArriving } = message;
  if (stillArriving === 0) return [];
  return [`⚠️ *${grouped(stillArriving)} more came after it was resolved*: is it really over?`];
}

/** Who is on it, and where the page stands: one line of at most 1,750 characters, and one more where it is quiet. */
export function handlingLines(message: LiveMessage, times: Times): readonly string[] {
  const { assignee } = message;
  const parts = [
    acknowledgedPart(message, times),
    hadPart(message, times),
    assignee === null ? '' : `👤 assigned to ${inline(assignee, 80)}`,
    pagePart(message, times),
    wokenPart(message, times),
    untaken(message),
    onCallPart(message),
    whyPaged(message),
    ownersWords(message),
  ];
  return [parts.filter((part) => part !== '').join(' · '), quietLine(message, times)];
}

function acknowledgedPart(message: LiveMessage, times: Times): string {
  const taken = takenBy(message);
  if (taken === null) return '';
  const who = taken.by === null ? '' : ` by ${inline(taken.by, 80)}`;
  const also = taken.also.map(({ by, at }) => `${inline(by, 40)} ${times.time(at)}`);
  const beside = also.length === 0 ? '' : `, also ${also.join(', ')}`;
  const when = taken.at === null ? '' : ` ${times.time(taken.at)}`;
  if (taken.back === undefined) return `👀 *Acknowledged${who}*${when}${beside}`;
  const { by, at } = taken.back;
  const ended = by === null ? 'which ran out' : `taken back by ${inline(by, 80)}`;
  return `👀 *Nobody had it at the end*: acknowledged${who}${when}${beside}, ${ended} ${times.time(at)}`;
}

/** `🙋 Priya had checkout-api's error since 20:14`: who knows something of it, while nobody has all of it. */
function hadPart(message: LiveMessage, times: Times): string {
  if (message.state !== 'open' || message.had === undefined) return '';
  const words = message.had.slice(0, mostHad).map(({ who, at, what }) => {
    return `${inline(who, 60)} had ${hadWords(what)} since ${times.time(at)}`;
  });
  return words.length === 0 ? '' : `🙋 ${words.join(', ')}`;
}

const mostHad = 2;

function hadWords(what: HadBefore['what']): string {
  if (what === null) return 'it';
  return 'storm' in what ? inline(what.storm, 80) : `${inline(what.errorOf, 60)}'s error`;
}

/** Who took it and when, as far as it is known, and who beside them. */
interface Taken {
  readonly by: string | null;
  readonly at: number | null;
  readonly also: readonly Acknowledgement[];
  /** Of what is over: when they had it no longer, before the end. Absent: they had it. */
  readonly back?: TakenBack;
}

/** Null: nobody has. */
function takenBy(message: LiveMessage): Taken | null {
  switch (message.state) {
    case 'open':
      return null;
    case 'acknowledged':
      return { by: message.acknowledgedBy, at: message.acknowledgedAt ?? null, also: message.also ?? [] };
    case 'resolved':
      return message.acknowledged === undefined ? null : { also: [], ...message.acknowledged };
  }
}

function pagePart(message: LiveMessage, times: Times): string {
  const { page, state } = message;
  if (page !== null) return pageWords(message, page, times);
  const why = notPagedWords(message, 220);
  if (why !== '') return `🔕 *Not paged*: ${why}`;
  return state === 'open' ? '🔕 Not paged: it meets no condition for paging' : '';
}

/** `📟 managers woken 03:22, since nobody of payments had answered`. */
function wokenPart({ page }: LiveMessage, times: Times): string {
  const woken = (page?.woken ?? []).slice(0, mostWoken).map(({ receiver, at, by }) => {
    return `*${inline(receiver, 40)} woken* ${times.time(at)}, since nobody of ${inline(by, 40)} had answered`;
  });
  return woken.length === 0 ? '' : `📟 ${woken.join('; ')}`;
}

const mostWoken = 2;

/**
 * That nobody has acknowledged it, where somebody might have: a part of its own, which is no reason of anything else.
 * Whoever takes it at a pager that does not tell the relay is not known here.
 */
function untaken(message: LiveMessage): string {
  const { assignee, page, state } = message;
  if (state !== 'open' || assignee !== null || (page === null && notPagedWords(message, 1) !== '')) return '';
  const pager = page?.pager;
  if (pager === undefined) return 'nobody has acknowledged it here';
  return pager.acknowledged === null && pager.turned === null ? 'nobody has acknowledged it' : '';
}

/** The first few: whoever asks for one of them asks the others too. */
const mostOnCall = 3;

function onCallPart(message: LiveMessage): string {
  if (message.state !== 'open' || message.onCall === undefined) return '';
  const { length } = message.onCall;
  const names = message.onCall.slice(0, mostOnCall).map((name) => inline(name, 60));
  const more = length > mostOnCall ? ` and ${grouped(length - mostOnCall)} more` : '';
  return `☎️ On call: ${names.join(', ')}${more}`;
}

function pageWords(message: LiveMessage, page: PageShown, times: Times): string {
  const { joined } = page;
  const first = takenBy(message);
  const taken = [first?.by ?? null, ...(first?.also ?? []).map(({ by }) => by)].filter((who) => who !== null);
  const which = joined === null ? '' : `incident ${inline(joined, 60)}`;
  if (page.standing === 'joined') {
    const told = pagerWords(page, { times, taken, over: message.state === 'resolved' });
    const woke = told === '' ? ` somebody${pageTime(page, times)}` : told;
    return `📟 *Joined the page of many incidents* (${which}), which woke${woke}${mutedWords(page, times)}`;
  }
  const together = which === '' ? '' : `, on one page with others (${which})`;
  const where = page.fallback === true ? ' by the fallback key' : '';
  return `📟 *${pageWord(page)}*${where}${pageTime(page, times)}${pagerWords(page, { times, taken, over: message.state === 'resolved' })}${together}${againWords(page)}${mutedWords(page, times)}`;
}

/** `, that page muted by Ada until 15:04`: it rings for nobody anew meanwhile. */
function mutedWords({ muted }: PageShown, times: Times): string {
  return muted === undefined
    ? ''
    : `, that page muted by ${inline(muted.by, 60)} until ${times.time(muted.until)}`;
}

/** Why somebody was woken, while it matters. Of a storm's first page an older relay kept only what the headline says. */
function whyPaged({ state, storm, page }: LiveMessage): string {
  if (page === null || state === 'resolved') return '';
  const { reason, because } = page;
  if (because === undefined && storm !== null && page.generation === 1) return '';
  return inline(because === undefined ? reason : `paged because ${because}`, 200);
}

/** When a pager took it, or since when it is wanted that none has taken. The pager itself knows better when it rang. */
function pageTime({ at, standing, pager }: PageShown, times: Times): string {
  if (at === undefined || (pager?.rangAt ?? null) !== null) return '';
  switch (standing) {
    case 'due':
    case 'joined':
    case 'ended':
      return ` ${times.time(at)}`;
    case 'queued':
      return `, at ${times.time(at)}`;
    case 'trying':
    case 'in-doubt':
    case 'given-up':
      return `, wanted since ${times.time(at)}`;
    case 'waiting':
    case 'sending':
    case 'unsure':
      return '';
  }
}

/** Why nobody was woken; empty where somebody was, or where nothing needs a word. */
export function notPagedWords(paging: PagingShown, max: number): string {
  return paging.page !== null || paging.notPaged === null ? '' : inline(paging.notPaged, max);
}

function quietLine(message: LiveMessage, times: Times): string {
  return message.state === 'resolved' || message.quietSince === null
    ? ''
    : `💤 Quiet since ${times.moment(message.quietSince)}; open until its issues are resolved`;
}
