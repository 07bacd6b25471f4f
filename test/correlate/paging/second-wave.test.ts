import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/policy.ts';
import { policy, redisAlert } from '../../make.ts';
import { minute, Story } from '../story.ts';

const second = 1_000;
const today: Policy = { ...policy, paging: { ...policy.paging, secondWave: true } };

/** A storm of three projects whose cause is known, and that somebody has in hand after a minute. */
function inHand(of: Policy = today): { readonly story: Story; readonly id: string } {
  const story = new Story(of);
  for (const [n, service] of ['a', 'b', 'c'].entries())
    for (const part of [1, 2]) story.tell(n * second + part, redisAlert(service, part));
  const { id } = story.storm;
  story.operator(minute, 'acknowledge', id);
  return { story, id };
}

/** More services fail of the same, one after the other. */
function join(story: Story, atMs: number, everyMs: number, services: string): void {
  for (const [n, service] of Array.from(services).entries())
    story.tell(atMs + n * everyMs, redisAlert(service, 1));
}

/** What has become of its pages well after growth could wake somebody. */
function later(story: Story): readonly string[] {
  for (let at = 12 * minute; at <= 14 * minute; at += minute) story.tick(at);
  return story.pages();
}

describe('a storm that somebody has in hand, and whose cause is known', () => {
  it('wakes again when as many projects as it had come together after a pause, five minutes after the acknowledgement', () => {
    const { story, id } = inHand();
    join(story, 3 * minute, second, 'defghi');
    story.tick(6 * minute - 1);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`]);
    story.tick(6 * minute);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`, `${id}:2:triggered`]);
    expect(story.page(id, 2)).toMatchObject({
      reason: 'It grew from 3 to 9 projects after it was acknowledged.',
    });
  });

  it('does so of the wave alone: what came before it was expected', () => {
    const { story, id } = inHand();
    join(story, 70 * second, 5 * second, 'de');
    join(story, 3 * minute, second, 'fghij');
    story.tick(6 * minute);
    expect(story.page(id, 2)).toMatchObject({
      reason: 'It grew from 5 to 10 projects after it was acknowledged.',
    });
  });

  it('spreads to whatever calls it, without a pause, and wakes nobody', () => {
    const { story, id } = inHand();
    join(story, 70 * second, 20 * second, 'defghijkl');
    expect(later(story)).toEqual([`${id}:1:acknowledged`]);
  });

  it('meets one after the other of those that call it seldom, and wakes nobody', () => {
    const { story, id } = inHand();
    join(story, 2 * minute, 100 * second, 'de');
    story.tell(6 * minute, redisAlert('a', 2, { eventId: 'goes-on' }));
    join(story, 8 * minute, 10 * second, 'f');
    expect(later(story)).toEqual([`${id}:1:acknowledged`]);
  });

  it('wakes nobody for a wave that is smaller than what was acknowledged', () => {
    const { story, id } = inHand();
    join(story, 3 * minute, second, 'de');
    story.tell(5 * minute, redisAlert('a', 2, { eventId: 'goes-on' }));
    join(story, 8 * minute, second, 'fghi');
    expect(later(story)).toEqual([`${id}:1:acknowledged`]);
  });

  it('is decided as before under the rules of an older relay', () => {
    const { story, id } = inHand(policy);
    join(story, 3 * minute, second, 'defghi');
    expect(later(story)).toEqual([`${id}:1:acknowledged`]);
  });
});
