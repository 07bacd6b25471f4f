import type { GuestsShown, LiveMessage } from '../../../domain/sending/projection.ts';
import { counted, grouped } from '../../../domain/text/figures.ts';
import { inline, joinWithin, link } from './escape.ts';

const mostShown = 6;

/**
 * What is new beside a storm, and nobody knows whether it belongs there: one line for each issue with its link, at most
 * 2,600 characters.
 */
export function guestLines({ guests }: Pick<LiveMessage, 'guests'>): readonly string[] {
  if (guests === null || guests.count === 0) return [];
  const shown = guests.shown.slice(0, mostShown);
  const lines = shown.map(({ title, shortId, link: href, service, alerts, events = alerts }) => {
    const name = inline(title === '' ? (shortId ?? 'Issue') : title, 90);
    return `• ${link(href, name)} ${inline(service, 40)}, ${counted(Math.max(1, events), 'event')}`;
  });
  const more = guests.count - shown.length;
  const rest = more > 0 ? `and ${grouped(more)} more${elsewhereIn(guests)}` : '';
  return [`*New errors since it began*: ${guestsWords(guests)}`, ...lines, rest];
}

/** The same in one line of at most 500 characters, for messages without blocks; empty without guests. */
export function guestsText({ guests }: Pick<LiveMessage, 'guests'>): string {
  if (guests === null || guests.count === 0) return '';
  const named = guests.shown.map(({ title, service }) => `${inline(service, 40)}: ${inline(title, 60)}`);
  const rest = guests.count - named.length;
  const parts = rest > 0 ? [...named, `${grouped(rest)} more${elsewhereIn(guests)}`] : named;
  return `New errors since it began: ${guestsWords(guests)}: ${joinWithin(parts, '; ', 420)}`;
}

/** ` (also of voucher-desk, photo-resizer)`; empty where every service is named elsewhere in the message. */
function elsewhereIn({ elsewhere = [] }: GuestsShown): string {
  if (elsewhere.length === 0) return '';
  return ` (also of ${joinWithin(
    elsewhere.map((service) => inline(service, 40)),
    ', ',
    200,
  )})`;
}

function guestsWords({ count }: GuestsShown): string {
  return count === 1 ? '1 issue whose cause is unknown' : `${grouped(count)} issues whose cause is unknown`;
}
