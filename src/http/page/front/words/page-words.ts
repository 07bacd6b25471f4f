import type { PagerView } from '../../../../observe/lanes/pager-view.ts';
import type { PageView } from '../../../../observe/incident/page-view.ts';
import { clockMinute } from './moments.ts';

/** Words, and the tone in which they stand. */
export type Toned = readonly [words: string, tone: string];

const known: Readonly<Partial<Record<PageView['state'], Toned>>> = {
  none: ['No page', 'none'],
  acknowledged: ['Page acknowledged', 'seen'],
  resolved: ['Page resolved', 'well'],
  dead: ['Page failed', 'failed'],
};

const tones: Readonly<Partial<Record<NonNullable<PageView['standing']>, string>>> = {
  taken: 'alarm',
  joined: 'alarm',
  waiting: 'waiting',
  sending: 'waiting',
  queued: 'waiting',
};

/** It is wanted, and no pager has it. */
const unsent: readonly PageView['standing'][] = ['waiting', 'sending', 'queued', 'trying'];

/** Whether a page is still to go out. */
export function isUnsent({ state, standing }: Pick<PageView, 'state' | 'standing'>): boolean {
  return (state === 'wanted' || state === 'joined') && unsent.includes(standing);
}

/** Whether nobody has received any page of it, and it is more than a moment's delay. */
export function isUnreached(page: PageView, pager: PagerView): boolean {
  const { state, standing, sent, wokenBefore } = page;
  if (sent > 0 || wokenBefore !== null) return false;
  if (isUnsent(page) && isNobodyPageable(pager)) return true;
  return state === 'dead' || standing === 'trying' || standing === 'given-up';
}

function isNobodyPageable({ configured, unreachable }: PagerView): boolean {
  return unreachable.length === configured;
}

/** What to say of a page, and its tone; the pager's view says whether anybody can be woken. */
export function pageWord(page: PageView, pager: PagerView): Toned {
  const { state, since, sent, standing, words: said } = page;
  if (isUnsent(page) && pager.configured === 0) return ['Nobody to page', 'failed'];
  if (isUnsent(page) && isNobodyPageable(pager))
    return [since === null ? 'Page waits' : `Page waits since ${clockMinute(since)}`, 'failed'];
  // What the pager took for a page in doubt does not tell that anybody was paged.
  const settled = standing === 'in-doubt' ? undefined : known[state];
  const tone = standing === null ? undefined : tones[standing];
  const [words, shown] = settled ?? [said ?? 'Not paged', tone ?? 'failed'];
  const shared = state === 'joined' && standing !== 'joined' ? `${words}, with others` : words;
  return [sent > 1 ? `${shared}, ${sent} times in all` : shared, shown];
}
