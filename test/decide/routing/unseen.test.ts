import { describe, expect, it } from 'vitest';
import { laneDelivery } from '../../../src/ingest/lane-report.ts';
import type { LaneState } from '../../../src/domain/sending/lane.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { alert, chat, policy, start } from '../../make.ts';
import { minute, Story } from '../../correlate/story.ts';

const second = 1_000;
const watching: Policy = { ...policy, paging: { ...policy.paging, unseenMs: 2 * minute } };

/** Dispatch tells what has become of a lane. */
function report(story: Story, atMs: number, state: LaneState, lane = chat.lane): void {
  const { body } = laneDelivery({ lane, state }, `lane-${atMs}`);
  story.tell(atMs, body, { source: 'lane', kind: 'lane', verifiedBy: 'self' });
}

/** Nothing has been taken since `sinceMs`. */
function silent(story: Story, atMs: number, sinceMs: number, lane = chat.lane): void {
  report(story, atMs, { kind: 'waiting', ...heldAt(atMs), unseenSince: start + sinceMs }, lane);
}

function heldAt(atMs: number): Omit<Extract<LaneState, { readonly kind: 'waiting' }>, 'kind'> {
  return { until: start + atMs + minute, reason: 'HTTP 503', failures: 5 };
}

/** The relay was away when something was to be told, and has asked in vain since `askedMs`. */
function silentSinceReturn(story: Story, atMs: number, sinceMs: number, askedMs: number): void {
  const times = { unseenSince: start + sinceMs, askedSince: start + askedMs };
  report(story, atMs, { kind: 'waiting', ...heldAt(atMs), ...times });
}

function error(story: Story, atMs: number, change: Parameters<typeof alert>[0] = {}): string {
  story.tell(atMs, alert({ eventId: `e${atMs}`, severity: 'error', ...change }));
  return story.roots.at(-1)?.id ?? '';
}

const pagedFor = (story: Story): readonly string[] =>
  story.incidents.filter(({ page }) => page !== null).map(({ id }) => id);

describe('what no chat shows', () => {
  it('wakes somebody once the chat has taken nothing for two minutes', () => {
    const story = new Story(watching);
    const id = error(story, 0);
    silent(story, minute + second, 0);
    expect(story.pages()).toEqual([]);
    story.tick(2 * minute - 1);
    expect(story.pages()).toEqual([]);
    story.tick(2 * minute);
    expect(story.pages()).toEqual([`${id}:1:triggered`]);
    expect(story.told(id, ({ kind }) => kind === 'page')).toEqual([
      expect.stringContaining('Slack has taken no message for 2 min, so nobody can have seen it there.'),
    ]);
  });

  it('does not hold the time against the chat in which the relay was away and asked for nothing', () => {
    const story = new Story(watching);
    const id = error(story, 0);
    silentSinceReturn(story, 10 * minute, 0, 10 * minute);
    story.tick(11 * minute);
    // A start in between no longer knows of it.
    silent(story, 11 * minute + second, 0);
    story.tick(12 * minute - 1);
    expect(story.pages()).toEqual([]);
    story.tick(12 * minute);
    expect(story.told(id, ({ kind }) => kind === 'page')).toEqual([
      expect.stringContaining('Slack has taken no message for 2 min, so nobody can have seen it there.'),
    ]);
  });

  it('wakes somebody for what comes later as well, once each', () => {
    const story = new Story(watching);
    silent(story, minute, 0);
    error(story, 3 * minute);
    error(story, 4 * minute);
    story.tick(5 * minute);
    expect(pagedFor(story)).toHaveLength(1);
    error(story, 6 * minute, { issueKey: 'sentry:shop/2', title: 'ValueError: other', type: 'ValueError' });
    expect(pagedFor(story)).toHaveLength(2);
  });

  it('wakes nobody where the chat goes on in time, and nobody for what it has shown', () => {
    const story = new Story(watching);
    error(story, 0);
    silent(story, 2 * minute, minute + 30 * second);
    story.tick(10 * minute);
    expect(pagedFor(story)).toEqual([]);
    report(story, 11 * minute, { kind: 'flowing' });
    error(story, 12 * minute, { issueKey: 'sentry:shop/2', title: 'ValueError: other', type: 'ValueError' });
    story.tick(30 * minute);
    expect(pagedFor(story)).toEqual([]);
  });

  it.each([
    ['is only a warning', { severity: 'warning' as const, level: 'warning' }],
    ['is none of production', { environment: 'staging' }],
    ['is old', { ageMs: 40 * minute }],
  ])('wakes nobody where it %s', (_, change) => {
    const story = new Story(watching);
    silent(story, minute, 0);
    error(story, minute + second, change);
    story.tick(10 * minute);
    expect(pagedFor(story)).toEqual([]);
  });

  it('wakes nobody for what came unsigned, until something signed tells of it', () => {
    const story = new Story(watching);
    silent(story, minute, 0);
    const unsigned = { source: 'sentry-legacy', verifiedBy: 'legacy-token' } as const;
    story.tell(minute + second, alert({ severity: 'error', eventId: 'a' }), unsigned);
    story.tick(10 * minute);
    expect(pagedFor(story)).toEqual([]);
    error(story, 11 * minute);
    expect(pagedFor(story)).toHaveLength(1);
  });

  it('wakes nobody while another chat of it goes on, nor after somebody has it', () => {
    const other = { ...chat, id: 'slack/C2', lane: 'slack:C2' };
    const story = new Story({ ...watching, receivers: [...watching.receivers, other] });
    const id = error(story, 0);
    silent(story, minute, 0);
    story.tick(5 * minute);
    expect(pagedFor(story)).toEqual([]);
    silent(story, 6 * minute, 0, other.lane);
    story.tick(6 * minute + second);
    expect(pagedFor(story)).toEqual([id]);

    const taken = new Story(watching);
    const mine = error(taken, 0);
    taken.operator(second, 'acknowledge', mine);
    silent(taken, minute, 0);
    taken.tick(10 * minute);
    expect(pagedFor(taken)).toEqual([]);
  });

  it('wakes nobody where the policy says so, as each policy of an older relay does', () => {
    const story = new Story(policy);
    error(story, 0);
    silent(story, minute, 0);
    story.tick(10 * minute);
    expect(pagedFor(story)).toEqual([]);
  });
});
