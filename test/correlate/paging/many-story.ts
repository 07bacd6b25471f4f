import type { PagerAct } from '../../../src/domain/inbox/pager-word.ts';
import { alert, start } from '../../make.ts';
import { Story } from '../story.ts';

/** A fatal error of a service of its own. */
export function fatal(story: Story, atMs: number, n: string, level = 'fatal'): void {
  const texts = { title: `fatal ${n}`, message: `m${n}`, type: `T${n}`, exceptions: [] };
  const of = { issueKey: `sentry:acme/${n}`, service: `s-${n}`, level, ...texts } as const;
  story.tell(atMs, alert({ ...of, eventId: `${n}-${atMs}` }));
}

/** Seven fatal errors: five have pages of their own, and `f` and `g` share one, which rang after a second. */
export function many(): { readonly story: Story; readonly collector: string } {
  const story = new Story();
  for (const n of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) fatal(story, 0, n);
  const collector = story.of('sentry:acme/g').page?.joined ?? '';
  story.answered(1_000, collector, { state: 'taken', told: { beat: 0, upto: start } });
  return { story, collector };
}

/** Somebody does something to the page in the pager, and its word arrives later. */
export function inPager(
  story: Story,
  {
    collector,
    atMs,
    arrives = atMs,
    generation = 1,
  }: { collector: string; atMs: number; arrives?: number; generation?: number },
  kind: 'acknowledged' | 'unacknowledged' | 'resolved' | 'triggered',
): void {
  const act: PagerAct = { kind };
  const key = { install: 'i1', incident: collector, generation };
  const assigned = ['Robin'];
  const by = { kind: 'person', name: 'Kim' } as const;
  story.pager(arrives, { pagerIncident: `Q${generation}`, key, at: start + atMs, by, act, assigned });
}

export const messageOf = (story: Story, n: string): ReturnType<Story['liveMessage']> =>
  story.liveMessage(story.of(`sentry:acme/${n}`).id);
export const statusOf = (story: Story, n: string): string => story.of(`sentry:acme/${n}`).status;
