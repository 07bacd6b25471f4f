import { describe, expect, it } from 'vitest';
import { alert } from '../../make.ts';
import { redisStorm, Story } from '../story.ts';

const newcomer = 'sentry:acme/newcomer';

/** A storm, and 20 s later an error that has nothing to do with it. */
function besideStorm(): { readonly story: Story; readonly at: number } {
  const story = new Story();
  redisStorm(story);
  const at = 20_000;
  const texts = { title: 'coupon expired', message: 'coupon expired', type: 'CouponError', exceptions: [] };
  story.tell(at, alert({ issueKey: newcomer, service: 'coupons', ...texts }));
  return { story, at };
}

/** From when on its message may go out, ms after its first alert. */
function shownAfter(story: Story): number {
  const own = story.of(newcomer);
  return own.showFrom - own.openedAt;
}

describe('the first message of a newcomer', () => {
  it('waits a second where no storm goes on', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: newcomer }));
    expect(shownAfter(story)).toBe(1_000);
  });

  it('waits beside a storm until the brain has looked at it again, however far behind that is', () => {
    const { story, at } = besideStorm();
    expect(shownAfter(story)).toBeGreaterThan(10_000);
    story.tick(at + 2_000);
    expect(shownAfter(story)).toBeGreaterThan(10_000);
    story.tick(at + 3_000);
    expect(shownAfter(story)).toBeLessThanOrEqual(3_000);
  });
});
