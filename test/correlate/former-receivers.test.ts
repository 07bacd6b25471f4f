import { describe, expect, it } from 'vitest';
import type { Policy, Receiver } from '../../src/domain/policy.ts';
import { alert, chat, pager, policy } from '../make.ts';
import { minute, Story } from './story.ts';

const newPager: Receiver = {
  id: 'pagerduty/p2',
  kind: 'pager',
  lane: 'pagerduty:c',
  credential: 'pagerduty:c',
};
const secondChat: Receiver = { ...chat, id: 'slack/C2', lane: 'slack:C2' };
const fatal = (issue: number): ReturnType<typeof alert> =>
  alert({ issueKey: `sentry:acme/${issue}`, service: `shop-${issue}`, level: 'fatal', severity: 'critical' });

/** A story in which one fatal is paged and shown, and then the policy changes. */
function replaced(before: Policy, after: Policy): Story {
  const story = new Story(before);
  story.tell(0, fatal(1));
  story.tell(minute, JSON.stringify(after), { source: 'policy' });
  return story;
}

function receiversOf(story: Story, incident: string | undefined, surface: string): readonly string[] {
  const rows = [...story.wanted.values()].filter(
    (row) => row.incident === incident && row.projection.surface === surface,
  );
  return rows.map((row) => row.receiver).sort();
}

describe('a receiver that leaves the configuration', () => {
  const keyReplaced: Policy = { ...policy, receivers: [chat, newPager], leaving: [pager] };

  it('keeps the pages that it has until they end, and gets no new one', () => {
    const story = replaced(policy, keyReplaced);
    const [first] = story.roots;
    story.tell(2 * minute, fatal(2));
    const second = story.roots.find((root) => root.id !== first?.id);
    story.operator(3 * minute, 'resolve', first?.id ?? '');
    expect(story.wanted.get(`${first?.id}/pagerduty/p1/page/1`)?.projection).toMatchObject({
      state: 'resolved',
    });
    expect(receiversOf(story, first?.id, 'page')).toEqual(['pagerduty/p1']);
    expect(receiversOf(story, second?.id, 'page')).toEqual(['pagerduty/p2']);
  });

  it('hands its open pages to the new one where its own key is gone: nobody could end them otherwise', () => {
    const story = replaced(policy, { ...keyReplaced, leaving: [] });
    expect(receiversOf(story, story.roots[0]?.id, 'page')).toEqual(['pagerduty/p1', 'pagerduty/p2']);
  });

  it('goes on showing what it showed, where its token is still known', () => {
    const both: Policy = { ...policy, receivers: [chat, secondChat, pager] };
    const story = replaced(both, policy);
    const [first] = story.roots;
    story.tell(2 * minute, fatal(2));
    const second = story.roots.find((root) => root.id !== first?.id);
    story.operator(3 * minute, 'resolve', first?.id ?? '');
    expect(story.wanted.get(`${first?.id}/slack/C2/message`)?.projection).toMatchObject({
      state: 'resolved',
    });
    expect(receiversOf(story, second?.id, 'message')).toEqual(['slack/C1']);
  });

  it('is no former one any more once it is back', () => {
    const story = replaced(policy, keyReplaced);
    story.tell(2 * minute, JSON.stringify(policy), { source: 'policy' });
    expect(story.state.meta.former.map((one) => one.receiver.id)).toEqual(['pagerduty/p2']);
  });
});
