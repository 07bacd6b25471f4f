import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { start } from '../../make.ts';
import { minute, type Story } from '../story.ts';
import { fatal, inPager, many, messageOf, statusOf } from './many-story.ts';

/** Kim took the first page, for `f` and `g`; the second rings for `h`. */
function second(): { readonly story: Story; readonly collector: string } {
  const { story, collector } = many();
  inPager(story, { collector, atMs: minute }, 'acknowledged');
  fatal(story, 2 * minute, 'h');
  story.tick(6 * minute);
  const told = { beat: 0, upto: start + 2 * minute };
  story.answered(6 * minute + 1_000, collector, { state: 'taken', told }, { generation: 2 });
  return { story, collector };
}

const all = (story: Story): readonly string[] => ['f', 'g', 'h'].map((n) => statusOf(story, n));

/** What the relay tells the pager of a page, if anything. */
function toldOf(story: Story, collector: string, generation: number): string {
  const page = story.page(collector, generation);
  if (page === undefined) return 'no page';
  if (page.state === 'triggered') return page.overtaken === true ? 'nothing' : 'triggered';
  return page.knownAt !== undefined ? 'nothing' : page.state;
}

describe('an older page of many incidents', () => {
  it('that is taken back rings there for those that it told of: they wait for somebody, and it is not acknowledged again', () => {
    const { story, collector } = second();
    expect(all(story)).toEqual(['acknowledged', 'acknowledged', 'open']);
    inPager(story, { collector, atMs: 7 * minute }, 'unacknowledged');
    expect(all(story)).toEqual(['open', 'open', 'open']);
    expect(toldOf(story, collector, 1)).toBe('nothing');
    expect(messageOf(story, 'f').page?.pager?.turned).toEqual({
      how: 'unacknowledged',
      by: 'Kim',
      at: start + 7 * minute,
    });
    expect(story.summary(collector, 2)).toMatch(/^3 more incidents/);
    expect(story.told(story.of('sentry:acme/f').id).at(-1)).toContain('waits for somebody again');
  });

  it('and then whoever takes the newer page, which tells of all, has all, and the older one is spared', () => {
    const { story, collector } = second();
    inPager(story, { collector, atMs: 7 * minute }, 'unacknowledged');
    inPager(story, { collector, atMs: 8 * minute, generation: 2 }, 'acknowledged');
    expect(all(story)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
    expect([toldOf(story, collector, 1), toldOf(story, collector, 2)]).toEqual(['acknowledged', 'nothing']);
  });

  it('or whoever takes the older page has those that it told of, and no others', () => {
    const { story, collector } = second();
    inPager(story, { collector, atMs: 7 * minute }, 'unacknowledged');
    inPager(story, { collector, atMs: 8 * minute }, 'acknowledged');
    expect(all(story)).toEqual(['acknowledged', 'acknowledged', 'open']);
    expect(toldOf(story, collector, 1)).toBe('nothing');
    expect(story.page(collector, 2)?.state).toBe('triggered');
  });

  it('that is taken back after the newer was taken leaves nobody with those that only it told of', () => {
    const { story, collector } = second();
    inPager(story, { collector, atMs: 7 * minute, generation: 2 }, 'acknowledged');
    inPager(story, { collector, atMs: 8 * minute }, 'unacknowledged');
    expect(all(story)).toEqual(['open', 'open', 'acknowledged']);
    expect(toldOf(story, collector, 1)).toBe('nothing');
  });

  it('that somebody ends there is over for those that it told of, which page anew when they still fire after a while', () => {
    const { story, collector } = second();
    inPager(story, { collector, atMs: 7 * minute }, 'resolved');
    expect(toldOf(story, collector, 1)).toBe('nothing');
    expect(messageOf(story, 'f').page).toMatchObject({ standing: 'ended' });
    expect(messageOf(story, 'h').page).toMatchObject({ standing: 'due' });
    expect(story.page(collector, 2)?.state).toBe('triggered');
    fatal(story, 12 * minute, 'f');
    expect(story.of('sentry:acme/f').page?.generations).toHaveLength(1);
    fatal(story, 18 * minute, 'f');
    expect(story.of('sentry:acme/f').page?.generations.at(-1)?.reason).toMatchObject({
      code: 'page-goes-on',
    });
  });

  const acts = fc
    .array(
      fc.record({
        kind: fc.constantFrom('acknowledged' as const, 'unacknowledged' as const),
        generation: fc.constantFrom(1, 2),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((list) => list.map((act, n) => ({ ...act, atMs: 7 * minute + n * 1_000 })));

  it('and the newer leave the same in whatever order the pager tells, and nothing that it told is sent back', () => {
    fc.assert(
      fc.property(
        acts.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, order]) => {
          const states = [list, order].map((told) => {
            const { story, collector } = second();
            for (const [n, act] of told.entries())
              inPager(story, { collector, ...act, arrives: 8 * minute + n }, act.kind);
            for (const generation of [1, 2]) {
              const own = list.filter((act) => act.generation === generation).at(-1);
              const newer = list.filter((act) => act.generation > generation).at(-1);
              const since = newer?.kind === 'acknowledged' ? newer.atMs : 0;
              if (own?.kind === 'unacknowledged' && own.atMs > since)
                expect(toldOf(story, collector, generation)).not.toBe('acknowledged');
            }
            const { id } = story.of('sentry:acme/f');
            return [all(story), story.state.incidents.get(id)?.acknowledgedAt];
          });
          expect(states[1]).toEqual(states[0]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
