import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import { readJson } from '../feed/asking.ts';
import { plural } from '../words/figures.ts';
import { day } from '../words/moments.ts';

const answerWithinMs = 10_000;
const dayMs = 86_400_000;
const foundAtOnce = 20;
/** An answer looks through a bounded piece; somebody who searches waits for so many before being asked to go on. */
const piecesAtOnce = 10;

/** What can be looked for, as the form and the address name it. */
export const searchNames = ['text', 'service', 'environment', 'severity', 'paged', 'from', 'until'] as const;

/** What of an address is looked for; the rest of it is nothing to a search. */
export function askedIn(query: string): URLSearchParams {
  const said = new URLSearchParams(query);
  const asked = searchNames.map((name) => [name, said.get(name)?.trim() ?? '']);
  return new URLSearchParams(asked.filter(([, value]) => value !== ''));
}

/** How far a search came. */
export interface Search {
  readonly asked: URLSearchParams;
  readonly found: readonly IncidentView[];
  /** Where to go on; null: it has not begun, or all was looked through. */
  readonly next: string | null;
  readonly searchedTo: number | null;
  /** The relay's time of the newest answer. */
  readonly at: number;
  /** What went wrong; null: nothing did. */
  readonly trouble: string | null;
}

/** One that has not begun. */
export function searchFor(asked: URLSearchParams, at: number): Search {
  return { asked, found: [], next: null, searchedTo: null, at, trouble: null };
}

/** What an answer tells. */
type Piece = Pick<Search, 'next' | 'searchedTo' | 'at'> & { readonly incidents: Search['found'] };

/** Looks further back, until there is enough to show for now. */
export async function goOn(begun: Search): Promise<Search> {
  const enough = begun.found.length + foundAtOnce;
  let search: Search = { ...begun, trouble: null };
  for (let piece = 0; piece < piecesAtOnce && search.found.length < enough; piece += 1) {
    search = await withPiece(search, enough);
    if (search.trouble !== null || search.next === null) break;
  }
  return search;
}

async function withPiece(search: Search, enough: number): Promise<Search> {
  const query = new URLSearchParams(search.asked);
  for (const [name, value] of boundsOf(search.asked)) query.set(name, value);
  query.set('limit', String(Math.max(1, enough - search.found.length)));
  query.set('open', 'yes');
  if (search.next !== null) query.set('before', search.next);
  const answer = await readJson<Piece>(`/api/history?${query.toString()}`, answerWithinMs);
  if (!answer.ok)
    return { ...search, trouble: answer.trouble ?? 'The relay did not answer. Try again in a moment.' };
  const { incidents, next, searchedTo, at } = answer.body;
  return { ...search, found: [...search.found, ...incidents], next, searchedTo, at };
}

/** Days are those of the reader, the last one whole. */
function boundsOf(asked: URLSearchParams): readonly (readonly [string, string])[] {
  const dayOf = (name: string): number => Date.parse(`${asked.get(name) ?? ''}T00:00`);
  const [from, until] = [dayOf('from'), dayOf('until')];
  return [
    ...(Number.isNaN(from) ? [] : [['from', String(from)] as const]),
    ...(Number.isNaN(until) ? [] : [['until', String(until + dayMs)] as const]),
  ];
}

/** What came of it, in words. */
export function searchWords({ found, next, searchedTo, trouble }: Search): string {
  if (trouble !== null) return trouble;
  const what = found.length === 0 ? 'Nothing found' : `${plural(found.length, 'incident')} found`;
  return next === null || searchedTo === null
    ? `${what}.`
    : `${what}, looked through until ${day(searchedTo)}.`;
}
