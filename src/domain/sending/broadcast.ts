import type { TimelineItem } from '../timeline.ts';

/** What of a thread may also be sent to the channel, where everybody is notified. That a storm was found always is. */
export const broadcasts = ['pages', 'acknowledgements', 'ends'] as const;

/** One kind of what a thread tells. */
export type Broadcast = (typeof broadcasts)[number];

/** Of which kind a line of a story is, if it may be sent to the channel; null: it is for the thread alone. */
export function broadcastOf({
  kind,
  decision: { code },
}: Pick<TimelineItem, 'kind' | 'decision'>): Broadcast | null {
  if (code === 'paged' || code === 'paged-again' || code === 'receiver-paged') return 'pages';
  if (kind === 'acknowledged') return 'acknowledgements';
  // Only of a storm, and of what woke somebody: the end of an everyday error is nobody's news.
  return code === 'summed-up' ? 'ends' : null;
}
