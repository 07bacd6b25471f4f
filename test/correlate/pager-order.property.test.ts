import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PagerWord } from '../../src/domain/inbox/pager-word.ts';
import type { Decision } from '../../src/domain/decision.ts';
import { renderMessage } from '../../src/integrations/slack/render/render-message.ts';
import { alert, start } from '../make.ts';
import { Story } from './story.ts';

type Kind = 'acknowledged' | 'unacknowledged' | 'resolved' | 'reopened';
interface Act {
  readonly kind: Kind;
  readonly by: string;
  readonly at: number;
}

/** What PagerDuty lets people do one after the other, a second apart. */
const allowed: Readonly<Record<Kind | 'triggered', readonly Kind[]>> = {
  triggered: ['acknowledged', 'resolved'],
  acknowledged: ['acknowledged', 'unacknowledged', 'resolved'],
  unacknowledged: ['acknowledged', 'resolved'],
  resolved: ['reopened'],
  reopened: ['acknowledged', 'resolved'],
};

const acts = fc
  .array(fc.tuple(fc.nat(2), fc.constantFrom('Ann', 'Ben', 'Cleo')), { minLength: 1, maxLength: 6 })
  .map((draws) => {
    const list: Act[] = [];
    for (const [n, by] of draws) {
      const next = allowed[list.at(-1)?.kind ?? 'triggered'];
      list.push({ kind: next[n % next.length]!, by, at: 1_000 * (list.length + 1) });
    }
    return list;
  });

/** The same, told in any order, some of it twice. */
const told = acts.chain((list) =>
  fc.record({
    list: fc.constant(list),
    order: fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length }),
  }),
);

function after(words: readonly Act[]): { readonly story: Story; readonly id: string } {
  const story = new Story();
  story.tell(0, alert({ level: 'fatal' }));
  const { id } = story.of('sentry:acme/1');
  const word = (more: Partial<PagerWord> & Pick<PagerWord, 'act' | 'at' | 'by'>): PagerWord => ({
    ...{ pagerIncident: 'Q1', key: null, assigned: null },
    ...more,
  });
  const key = { install: 'i1', incident: id, generation: 1 };
  const by = { kind: 'integration' } as const;
  story.pager(200, word({ act: { kind: 'triggered' }, at: start + 100, by, key }));
  for (const [n, { kind, by: name, at }] of words.entries())
    story.pager(8_000 + n, word({ act: { kind }, at: start + at, by: { kind: 'person', name } }));
  return { story, id };
}

const acknowledging = new Set(['acknowledged', 'also-acknowledged']);

/** Of what is over, who takes what was opened again at the pager is not told: here it stays resolved. */
const lines: Readonly<Record<Kind, string>> = {
  acknowledged: 'acknowledged',
  unacknowledged: 'pager-unacknowledged',
  resolved: 'resolved-by-person',
  reopened: 'pager-reopened',
};

/** What the last line of the thread says that is about who has it: lines about what was before that do not. */
function lastTold(story: Story, id: string): string {
  const isAbout = (decision: Decision): boolean =>
    acknowledging.has(decision.code) ||
    ((decision.code === 'pager-unacknowledged' || decision.code === 'pager-reopened') && !decision.before) ||
    decision.code === 'resolved-by-person';
  const items = story.state.timeline.get(id) ?? [];
  const last = items.findLast(({ tell, decision }) => tell !== 'no' && isAbout(decision))?.decision;
  return last === undefined ? '' : acknowledging.has(last.code) ? 'acknowledged' : last.code;
}

it('message and thread agree on what was done at the pager last, in whatever order it tells, and however often', () => {
  fc.assert(
    fc.property(told, ({ list, order }) => {
      const [inOrder, anyhow] = [after(list), after(order)];
      const shown = [inOrder, anyhow].map(({ story, id }) => {
        const { status, acknowledgedBy, resolution } = story.state.incidents.get(id)!;
        const message = story.liveMessage(id);
        const pager = message.page?.pager;
        return { status, acknowledgedBy, by: resolution?.who, pager, state: story.page(id, 1)?.state };
      });
      expect(shown[1]).toEqual(shown[0]);
      const newest = list.at(-1)!;
      const ended = list.some(({ kind }) => kind === 'resolved');
      for (const { story, id } of [inOrder, anyhow]) {
        const turn = list.findLast(({ kind }) => kind !== 'acknowledged')?.kind;
        const told = ended && turn !== undefined ? turn : newest.kind;
        expect(lastTold(story, id)).toBe(lines[told]);
        const at = { now: start + 9_000, lag: null, relayUrl: null, plain: true };
        const { text } = renderMessage(story.liveMessage(id), at);
        const turned = story.liveMessage(id).page?.pager?.turned?.how;
        if (ended) expect(/reopened in PagerDuty/.test(text)).toBe(turned === 'reopened');
      }
    }),
    { numRuns: 300 },
  );
});

it('of an end and what opens it again in the same second, the second is the last', () => {
  const end: Act = { kind: 'resolved', by: 'Ann', at: 1_000 };
  const again: Act = { kind: 'reopened', by: 'Ben', at: 1_000 };
  for (const order of [
    [end, again],
    [again, end],
  ]) {
    const { story, id } = after(order);
    expect([story.state.incidents.get(id)?.status, lastTold(story, id)]).toEqual([
      'resolved',
      lines.reopened,
    ]);
  }
});
