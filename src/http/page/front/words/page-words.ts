import type { PagerView } from '../../../../observe/lanes/pager-view.ts';
import type { PageView } from '../../../../observe/incident/page-view.ts';

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

/** Its pager has it, or had. */
const atPager: readonly PageView['standing'][] = ['taken', 'joined', 'ended'];

/** What to say of a page, and its tone; the pager's view says whether anybody can be woken. */
export function pageWord(page: PageView, { configured, unreachable }: PagerView): Toned {
  const { state, sent, standing, words: said } = page;
  const isUnsent = state === 'wanted' || (state === 'joined' && !atPager.includes(standing));
  if (isUnsent && configured === 0) return ['Nobody to page', 'failed'];
  if (isUnsent && unreachable.length === configured) return ['Page cannot go out', 'failed'];
  // What the pager took for a page in doubt does not tell that anybody was paged.
  const settled = standing === 'in-doubt' ? undefined : known[state];
  const tone = standing === null ? undefined : tones[standing];
  const [words, shown] = settled ?? [said ?? 'Not paged', tone ?? 'failed'];
  const shared = state === 'joined' && standing !== 'joined' ? `${words}, with others` : words;
  return [sent > 1 ? `${shared}, ${sent} times in all` : shared, shown];
}
