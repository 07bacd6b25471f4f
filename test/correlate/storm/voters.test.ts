import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../simulator/seeded-random.ts';
import { Draft } from '../../../src/correlate/state/draft.ts';
import { hear, votersWhere } from '../../../src/correlate/storm/voters.ts';
import { isGuest } from '../../../src/domain/incident.ts';
import { minute, redisStorm, Story } from '../story.ts';
import { wordless } from '../wordless.ts';

const windowMs = 10 * minute;
const any = (): boolean => true;

describe('who is heard', () => {
  it.each([1, 2, 3])(
    'beside storms is alone, and guests stand in the order of their age (seed %i)',
    (seed) => {
      const random = createSeededRandom(seed);
      const story = new Story();
      redisStorm(story);
      let [guests, alone] = [0, 0];
      for (let n = 0; n < 120; n += 1) {
        story.tell(minute + n * 2_000, wordless(random.int(30), `s${random.int(6)}`, { eventId: `v${n}` }));
        const draft = new Draft(story.state, 1e6 + n, story.state.meta.now);
        const all = hear(draft, 'production', { windowMs });
        const expected = all.filter(({ partOf }) => partOf === null).map(({ issue }) => issue);
        expect(votersWhere(draft, 'production', windowMs, any).map(({ issue }) => issue)).toEqual(expected);
        alone += expected.length;
        for (const { id } of draft.roots()) {
          const listed = draft.childrenOf(id).filter(isGuest);
          expect(draft.guestsOf(id, 5)).toEqual(listed.slice(0, 5));
          guests += listed.length;
        }
      }
      expect(Math.min(guests, alone)).toBeGreaterThan(0);
    },
  );
});
