import { describe, expect, it } from 'vitest';
import { badge, badgeWords } from '../../../simulator/report/badge.ts';
import { kindOfCall, slackCounts } from '../../../simulator/slack-counts.ts';
import type { SlackCall } from '../../../simulator/observed.ts';
import { slackCall } from '../referee/evidence-sample.ts';

const call = (change: Partial<SlackCall>): SlackCall => slackCall(0, change);

describe('what was written into Slack', () => {
  const calls = [
    call({}),
    call({ method: 'incoming-webhook' }),
    call({ threadTs: '1.1' }),
    call({ threadTs: '1.1', broadcast: true }),
    call({ method: 'chat.update' }),
    call({ status: 429, stored: false }),
    call({ error: 'ratelimited', stored: false, ok: false }),
    call({ method: 'conversations.history', stored: false }),
    // The app was told that it failed, and it is there all the same.
    call({ status: 500, ok: false }),
  ];

  it('is counted by what became visible, a reply never as a message', () => {
    expect(slackCounts(calls)).toEqual({ posts: 3, replies: 2, updates: 1, limited: 2 });
    expect(kindOfCall(call({ stored: false, ok: false, error: 'channel_not_found' }))).toBeNull();
  });

  it('is the same when it is counted piece by piece', () => {
    expect(slackCounts(calls.slice(4), slackCounts(calls.slice(0, 4)))).toEqual(slackCounts(calls));
  });
});

describe('a badge', () => {
  const run = (verdict: 'pass' | 'fail') => ({ verdict });

  it('says how many passed, or how many of all did not', () => {
    expect(badgeWords([run('pass'), run('pass')])).toBe('2 passed');
    expect(badgeWords([run('pass'), run('fail'), run('pass')])).toBe('1 of 3 failed');
  });

  it('is one line of SVG, green or red, that asks for nothing', () => {
    const good = badge([run('pass')]);
    expect(good).toMatch(/^<svg [^\n]+<\/svg>\n$/);
    expect(good).toContain('storms: 1 passed');
    expect(good).not.toMatch(/href|url\(|<script|@import/);
    expect(badge([run('fail')])).not.toContain('#15803d');
    expect(good).toContain('#15803d');
  });
});
