import { describe, expect, it } from 'vitest';
import type { Broadcast } from '../../src/domain/sending/broadcast.ts';
import { redisStorm, Story } from '../correlate/story.ts';
import { press } from '../correlate/presses/press.ts';
import { alert, policy } from '../make.ts';

/** What the channel is told of a storm that is acknowledged and ends, and of an everyday error that ends. */
function toldToChannel(broadcast?: readonly Broadcast[], muted = false): readonly string[] {
  const story = new Story(broadcast === undefined ? policy : { ...policy, broadcast });
  redisStorm(story);
  const { id } = story.storm;
  if (muted) press(story, 10_000, `mute ${id}`);
  story.operator(20_000, 'acknowledge', id);
  story.operator(30_000, 'resolve', id);
  story.tell(40_000, alert({ issueKey: 'sentry:acme/9', service: 'pay', message: 'm', exceptions: [] }));
  const everyday = story.of('sentry:acme/9').id;
  story.operator(50_000, 'resolve', everyday);
  return [id, everyday].flatMap((one) =>
    (story.state.timeline.get(one) ?? []).flatMap(({ tell, decision }) =>
      tell === 'channel' ? decision.code : [],
    ),
  );
}

describe('the channel', () => {
  it('is told that there is a storm, and of nothing else', () => {
    expect(toldToChannel()).toEqual(['storm-found']);
    expect(toldToChannel([])).toEqual(['storm-found']);
  });

  it('is told what the operator asks for, of everyday errors nothing', () => {
    expect(toldToChannel(['pages', 'ends'])).toEqual(['storm-found', 'paged', 'summed-up']);
    expect(toldToChannel(['acknowledgements'])).toEqual(['storm-found', 'acknowledged']);
  });

  it('is left in peace while it is muted, until it is over', () => {
    expect(toldToChannel(['acknowledgements', 'ends'], true)).toEqual(['storm-found', 'summed-up']);
  });
});
