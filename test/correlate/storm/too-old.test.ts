import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../simulator/seeded-random.ts';
import { Draft } from '../../../src/correlate/state/draft.ts';
import { adopt, adoptFirmly } from '../../../src/correlate/storm/adopt.ts';
import { keepsCompany, surgeBeside } from '../../../src/correlate/storm/beside.ts';
import { Choice } from '../../../src/correlate/storm/choice.ts';
import { crowdGoesOn } from '../../../src/correlate/storm/newcomers.ts';
import { oneAfterAnotherMs } from '../../../src/correlate/storm/one-after-another.ts';
import { foundByName, foundWithoutWords } from '../../../src/correlate/storm/recognising.ts';
import { seldomCauseOf } from '../../../src/correlate/storm/seldom.ts';
import { activeStorms } from '../../../src/correlate/storm/storm-view.ts';
import { crowdMs } from '../../../src/correlate/storm/surge/crowd.ts';
import { voterOf } from '../../../src/correlate/storm/voter.ts';
import { redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';
import { wave, wordless } from '../wordless.ts';

/** Forty issues that all go on for a quarter of an hour, then an outage that has a name, and one that has none. */
function storyOf(seed: number): Story {
  const random = createSeededRandom(seed);
  const story = new Story();
  for (let n = 0; n < 500; n += 1) {
    const [issue, service, eventId] = [random.int(40), `s${random.int(6)}`, `o${n}`];
    story.tell(
      n * 1_800,
      issue < 30 ? wordless(issue, service, { eventId }) : redisAlert(service, issue, { eventId }),
    );
  }
  redisStorm(story, 15 * minute);
  wave(story, 16 * minute, { services: ['cart', 'login', 'search', 'stock'] });
  return story;
}

describe('what broke out too long ago to be part of anything new', () => {
  it.each([1, 2, 3])('is asked in vain by every rule (seed %i)', (seed) => {
    const { state } = storyOf(seed);
    const draft = new Draft(state, 1e6, state.meta.now);
    const storms = activeStorms(draft, 'production');
    const choice = new Choice(storms);
    const old = [...state.issues.values()].filter((issue) => {
      const reach = seldomCauseOf(issue) === null ? crowdMs : oneAfterAnotherMs;
      return draft.heardAt - issue.breakoutAt > reach;
    });
    expect(storms.length).toBeGreaterThan(0);
    expect(old.length).toBeGreaterThan(20);
    for (const issue of old) {
      const voter = voterOf(draft, issue);
      expect(adopt(voter, choice, draft.heardAt, draft.policy.storm)).toBeNull();
      expect(adoptFirmly(voter, choice, draft.heardAt)).toBeNull();
      expect(foundByName(draft, issue, storms)).toBeNull();
      expect(surgeBeside(draft, issue, storms)).toBeNull();
      expect(keepsCompany(draft, issue, storms)).toBe(false);
      expect(crowdGoesOn(draft, issue, storms)).toBeNull();
      expect(foundWithoutWords(draft, issue)).toBeNull();
    }
  });
});
