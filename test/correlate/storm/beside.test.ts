import { describe, expect, it } from 'vitest';
import { redisAlert } from '../../make.ts';
import { redisStorm, Story } from '../story.ts';
import { twoQuietHours, wave } from '../wordless.ts';

const triggered = (story: Story): number =>
  story.pages().filter((page) => page.endsWith(':triggered')).length;
const others = ['pay', 'stock', 'tax', 'ship', 'media'];

/** Redis goes on beside whatever else there is. */
function redisGoesOn(story: Story, from: number, to: number): void {
  for (let at = from; at < to; at += 5_000)
    for (const service of ['cart', 'login', 'search'])
      story.tell(at, redisAlert(service, 1, { eventId: `${service}${at}` }));
}

describe('a surge beside a storm that has a name', () => {
  it('is a trouble of its own where it began after the storm, in as many services that the storm did not strike', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    redisStorm(story, from);
    redisGoesOn(story, from + 3_000, from + 30_000);
    wave(story, from + 30_000, { services: others });
    expect(triggered(story)).toBe(2);
    const { parent, id } = story.of('sentry:acme/w501');
    expect(story.state.incidents.get(parent ?? id)?.storm?.cause.kind).toBe('surge');
    expect(story.of('sentry:acme/cart-1').parent ?? story.of('sentry:acme/cart-1').id).not.toBe(parent ?? id);
  });

  it('is what the storm brings with it where it began with the storm', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    redisStorm(story, from);
    wave(story, from + 3_000, { services: others });
    expect(triggered(story)).toBe(1);
  });

  it('is none in services that the storm struck', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    redisStorm(story, from);
    redisGoesOn(story, from + 3_000, from + 30_000);
    wave(story, from + 30_000, { services: ['cart', 'login', 'search'] });
    expect(triggered(story)).toBe(1);
  });
});

describe('an outage that says what it is beside a storm that has no name', () => {
  /** Loud in six services that say nothing, then Redis in other services so much later. */
  function told(laterMs: number, services: readonly string[]): Story {
    const story = new Story();
    const from = twoQuietHours(story);
    wave(story, from, { services: [...others, 'maps'] });
    for (let round = 0; round < 4; round += 1)
      for (const [n, service] of services.entries()) {
        const at = from + laterMs + round * 3_000 + n * 200;
        story.tell(at, redisAlert(service, 1, { eventId: `${service}${at}` }));
      }
    return story;
  }
  const causes = (story: Story): readonly (string | undefined)[] =>
    [...story.state.roots].map((id) => story.state.incidents.get(id)?.storm?.cause.kind).sort();

  it('is a trouble of its own where it began a while after the last of the storm, in about as many other services', () => {
    const story = told(25_000, ['cart', 'login', 'search', 'billing', 'profile']);
    expect(triggered(story)).toBe(2);
    expect(causes(story)).toEqual(['dependency', 'surge']);
  });

  it('is part of the storm where it followed at once, or strikes a few', () => {
    expect(triggered(told(6_000, ['cart', 'login', 'search', 'billing', 'profile']))).toBe(1);
    expect(triggered(told(25_000, ['cart', 'login']))).toBe(1);
  });

  it('names the storm where it strikes its services', () => {
    const story = told(25_000, others);
    expect(triggered(story)).toBe(1);
    expect(causes(story)).toEqual(['dependency']);
  });
});
