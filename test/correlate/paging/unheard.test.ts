import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/policy.ts';
import { alert, policy, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';
import { fatal } from './many-story.ts';

/** A relay whose PagerDuty tells it nothing. */
const unheard: Policy = { ...policy, paging: { ...policy.paging, unheard: true } };

/** A storm that a stranger can make up: all of it stands in one project. */
function fakeStorm(story: Story): string {
  for (let n = 0; n < 6; n += 1) story.tell(n, redisAlert(`tag-${n}`, n, { project: 'public' }));
  return story.storm.id;
}

function others(story: Story, atMs: number, services: readonly string[]): void {
  for (const [n, service] of services.entries()) story.tell(atMs + n, redisAlert(service, 1));
}

const outage = ['cart', 'login', 'search', 'mail', 'stock', 'billing'];

describe('where nobody can be heard to acknowledge', () => {
  it('an outage that joins a made-up storm wakes anew, under another key, and says why', () => {
    const story = new Story(unheard);
    const id = fakeStorm(story);
    others(story, 8 * minute, outage);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`, `${id}:2:triggered`]);
    expect(story.page(id, 2)).toMatchObject({
      reason: 'It grew from 1 to 2 projects after it rang, and nobody can be heard to acknowledge it.',
    });
  });

  it('not before five minutes have passed, and then every fifteen at most', () => {
    const story = new Story(unheard);
    const id = fakeStorm(story);
    others(story, 2 * minute, outage);
    story.tick(5 * minute - 1);
    expect(story.pages()).toEqual([`${id}:1:triggered`]);
    story.tick(5 * minute + 1_000);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`, `${id}:2:triggered`]);
    others(
      story,
      12 * minute,
      Array.from({ length: 7 }, (_, n) => `more-${n}`),
    );
    story.tick(20 * minute - 1);
    expect(story.pages()).toHaveLength(2);
    story.tick(20 * minute + 1_000);
    expect(story.pages()).toHaveLength(3);
  });

  it('what joins before anybody can have answered is told of by the page that rings', () => {
    const story = new Story(unheard);
    const id = fakeStorm(story);
    others(story, minute / 2, outage);
    story.tick(6 * minute);
    others(story, 7 * minute, ['one-more']);
    expect(story.pages()).toEqual([`${id}:1:triggered`]);
  });

  it('services that join a storm whose cause is known wake nobody twice, as after an acknowledgement', () => {
    const story = new Story(unheard);
    redisStorm(story);
    const { id } = story.storm;
    for (let n = 0; n < 9; n += 1) story.tell(16_000 + n * 30_000, redisAlert(`late-${n}`, 1));
    story.tick(6 * minute);
    expect(story.pages()).toEqual([`${id}:1:triggered`]);
  });

  it('a rise in severity wakes anew', () => {
    const story = new Story(unheard);
    for (let n = 0; n < 150; n += 1) story.tell(n * 300, alert({ eventId: `a${n}` }));
    for (let n = 0; n < 150; n += 1) story.tell(minute + n * 300, alert({ eventId: `b${n}` }));
    story.tell(18 * minute, alert({ level: 'fatal', severity: 'critical', eventId: 'worse' }));
    expect(story.page('inc-1', 2)).toMatchObject({
      reason: 'It became more severe after it rang, and nobody can be heard to acknowledge it.',
    });
  });

  it('what a person merged is known to them', () => {
    const story = new Story(unheard);
    fatal(story, 0, 'a');
    others(story, minute, ['cart']);
    story.merge(8 * minute, story.of('sentry:acme/cart-1').id, 'inc-1');
    fatal(story, 9 * minute, 'a');
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('a page of many incidents rings anew for what joins five minutes after it rang', () => {
    const story = new Story(unheard);
    for (const n of ['a', 'b', 'c', 'd', 'e', 'f']) fatal(story, 0, n);
    const collector = story.of('sentry:acme/f').page?.joined ?? '';
    for (let n = 0; n < 6; n += 1) fatal(story, 4 * minute + n, `more-${n}`);
    fatal(story, 6 * minute, 'late');
    story.tick(6 * minute + 1_000);
    expect(story.page(collector, 2)).toMatchObject({
      reason: '1 more incident joined 6 min after it rang, and nobody can be heard to acknowledge it.',
    });
  });

  it('whoever acknowledges in Slack is heard: nothing is then other than where all are', () => {
    const acts = fc.array(
      fc.record({ at: fc.integer({ min: 1, max: 60 }), many: fc.integer({ min: 1, max: 6 }) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(acts, (joins) => {
        const [told, silent] = [policy, unheard].map((of) => {
          const story = new Story(of);
          const id = fakeStorm(story);
          story.operator(30_000, 'acknowledge', id);
          let known = 0;
          for (const { at, many } of [...joins].sort((a, b) => a.at - b.at)) {
            others(
              story,
              at * minute + known,
              Array.from({ length: many }, (_, n) => `s-${known + n}`),
            );
            known += many;
            if (story.pages().length > 1) break;
          }
          return story.pages();
        });
        expect(silent).toEqual(told);
      }),
      { numRuns: 30 },
    );
  });

  it('policies of older relays say nothing of it, and nothing grows unheard', () => {
    const story = new Story();
    const id = fakeStorm(story);
    others(story, 8 * minute, outage);
    expect(story.pages()).toEqual([`${id}:1:triggered`]);
    expect(story.storm.page?.generations[0]).not.toHaveProperty('seen');
  });
});
