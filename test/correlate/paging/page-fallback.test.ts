import { describe, expect, it } from 'vitest';
import { alert, pager, policy, start } from '../../make.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { detailsOf } from '../../../src/integrations/pagerduty/details.ts';
import { summaryOf } from '../../../src/integrations/pagerduty/summary.ts';
import type { PageProjection } from '../../../src/domain/sending/page-projection.ts';
import { policyDelivery } from '../../../src/ingest/policy-entry.ts';
import { threadProjection } from '../../../src/decide/thread-projection.ts';
import type { TimelineItem } from '../../../src/domain/timeline.ts';
import { Story } from '../story.ts';

const other = {
  id: 'pagerduty-fallback/other',
  kind: 'fallback',
  lane: 'pagerduty:other',
  credential: 'pagerduty:other',
  beside: pager.id,
} as const;
const withOther: Policy = { ...policy, receivers: [...policy.receivers, other] };
const outage = { state: 'trying', said: 'PagerDuty answers with 503.' } as const;
const byOther = { receiver: other.id } as const;

function fatal(of = withOther): Story {
  const story = new Story(of);
  story.tell(0, alert({ level: 'fatal', environment: 'production' }));
  return story;
}

/** One fatal error, whose page PagerDuty has not taken for a minute. */
function untaken(of = withOther): Story {
  const story = fatal(of);
  story.answered(900, 'inc-1', outage);
  story.tick(60_001);
  return story;
}

function pageAt(story: Story, receiver: string, generation = 1): PageProjection | null {
  const row = story.wanted.get(`inc-1/${receiver}/page/${generation}`);
  return row?.projection.surface === 'page' ? row.projection : null;
}

const told = (story: Story): readonly string[] => story.told('inc-1', ({ tell }) => tell !== 'no');

describe('another key takes a page', () => {
  it('that its own pager has not taken for a minute, and not before', () => {
    const story = fatal();
    story.answered(900, 'inc-1', outage);
    expect(pageAt(story, other.id)).toBeNull();
    story.tick(60_001);
    expect(pageAt(story, other.id)).toMatchObject({ state: 'triggered', standIn: { here: true } });
    expect(pageAt(story, pager.id)).toMatchObject({ state: 'triggered' });
  });

  it('or that it has given up, at once', () => {
    const story = fatal();
    story.answered(900, 'inc-1', { state: 'given-up', said: 'It is no event.' });
    expect(pageAt(story, other.id)).toMatchObject({ state: 'triggered' });
  });

  it('and none that was taken, or that somebody has in hand', () => {
    const taken = fatal();
    taken.answered(900, 'inc-1');
    taken.tick(60_001);
    expect(pageAt(taken, other.id)).toBeNull();
    const inHand = fatal();
    inHand.answered(900, 'inc-1', outage);
    inHand.operator(30_000, 'acknowledge', 'inc-1');
    inHand.tick(60_001);
    expect(pageAt(inHand, other.id)).toBeNull();
  });

  it('and says so, on the phone, in Slack and in the thread', () => {
    const story = untaken();
    story.answered(62_000, 'inc-1', { state: 'taken' }, byOther);
    expect(story.liveMessage('inc-1').page).toMatchObject({ standing: 'due', fallback: true });
    expect(told(story).at(-1)).toMatch(/^The fallback key has taken page 1, 1 min 2 s after it was wanted\./);
    const page = pageAt(story, other.id);
    expect(page === null ? '' : summaryOf(page)).toContain('PagerDuty did not take it at its own key');
    expect(page === null ? {} : detailsOf(page)).toHaveProperty('fallback');
  });
});

describe('where a key refuses a page', () => {
  it('for good, the other does not promise that it rings there too', () => {
    const story = fatal();
    story.answered(900, 'inc-1', { state: 'given-up', said: 'It is no event.' });
    story.answered(1_900, 'inc-1', { state: 'taken' }, byOther);
    expect(told(story).at(-1)).toMatch(/Its own key does not ring: PagerDuty refused it there for good/);
  });

  it.each([
    [{ state: 'in-doubt', said: null }, /^The fallback key was tried too, and whether it has taken it/],
    [outage, /^The fallback key was tried and has not taken it either: PagerDuty answers with 503\.$/],
    [{ state: 'given-up', said: null }, /^The fallback key was tried too, and refuses it for good$/],
  ] as const)('and the other does not take it either, the message says of both: %o', (answer, words) => {
    const story = untaken();
    story.answered(62_000, 'inc-1', answer, byOther);
    const message = story.liveMessage('inc-1');
    const notices = message.state === 'resolved' ? [] : message.notices;
    expect(notices).toEqual([expect.stringMatching(/received the page/), expect.stringMatching(words)]);
  });
});

describe('when its own pager is back', () => {
  it('the page is still delivered there, and is told to be the same', () => {
    const story = untaken();
    story.answered(62_000, 'inc-1', { state: 'taken' }, byOther);
    const page = pageAt(story, pager.id);
    expect(page).toMatchObject({ state: 'triggered', standIn: { since: start + 62_000 } });
    expect(page === null ? '' : summaryOf(page)).toContain('the same page as that of the fallback key');
    story.answered(300_000, 'inc-1');
    expect(told(story).at(-1)).toMatch(/^PagerDuty has taken page 1 at its own key too, 5 min after/);
    expect(story.liveMessage('inc-1').page).not.toHaveProperty('fallback');
    expect(pageAt(story, other.id)).toMatchObject({ state: 'triggered', overtaken: true });
  });

  it('nothing is opened at the other key, where that has not taken it by then', () => {
    const story = untaken();
    story.answered(61_000, 'inc-1');
    expect(pageAt(story, other.id)).toMatchObject({ state: 'triggered', overtaken: true });
    story.answered(61_100, 'inc-1', { state: 'needless' }, byOther);
    expect(told(story).at(-1)).toMatch(/^PagerDuty has taken page 1, 1 min 1 s after/);
  });

  it.each(['acknowledge', 'resolve'] as const)(
    'what somebody did meanwhile holds at both ends: %s',
    (act) => {
      const story = untaken();
      story.answered(62_000, 'inc-1', { state: 'taken' }, byOther);
      story.operator(90_000, act, 'inc-1');
      for (const receiver of [pager.id, other.id])
        expect(pageAt(story, receiver)?.state).toBe(act === 'resolve' ? 'resolved' : 'acknowledged');
    },
  );

  it('whoever acknowledged one in PagerDuty has both, and the other is told', () => {
    const story = untaken();
    story.answered(62_000, 'inc-1', { state: 'taken' }, byOther);
    story.answered(70_000, 'inc-1');
    story.pager(80_000, {
      pagerIncident: 'Q1',
      key: { install: 'i1', incident: 'inc-1', generation: 1 },
      at: start + 80_000,
      by: { kind: 'person', name: 'Ada' },
      act: { kind: 'acknowledged' },
      assigned: null,
    });
    for (const receiver of [pager.id, other.id]) {
      const page = pageAt(story, receiver);
      expect(page).toMatchObject({ state: 'acknowledged' });
      expect(page).not.toHaveProperty('knownAt');
    }
  });
});

describe('a key that stands in', () => {
  it('is none of the pagers that a page waits for: without it all is as before', () => {
    const story = untaken(policy);
    expect([...story.wanted.keys()].filter((id) => id.includes('/page/'))).toEqual([
      `inc-1/${pager.id}/page/1`,
    ]);
  });

  it('that comes with a reload takes what waits, and opens nothing that was taken', () => {
    for (const isTaken of [false, true]) {
      const story = untaken(policy);
      if (isTaken) story.answered(70_000, 'inc-1');
      const { body } = policyDelivery(withOther, 'p');
      story.tell(80_000, body, { source: 'policy', kind: 'policy', verifiedBy: 'self' });
      expect(pageAt(story, other.id)).toMatchObject({
        state: 'triggered',
        ...(isTaken && { overtaken: true }),
      });
    }
  });
});

describe('that nobody received a page', () => {
  it.each(['page-overdue', 'page-given-up'] as const)('names whoever was to be woken: %s', (code) => {
    const mention = { receiver: 'payments', whom: 'S0ONCALL' };
    const told = (receiver: string | null): readonly TimelineItem[] => [
      {
        incident: 'inc-1',
        n: 1,
        at: start,
        kind: 'page',
        tell: 'channel',
        decision:
          code === 'page-overdue'
            ? { code, page: 1, forMs: 60_000, said: null, receiver, doubtful: false }
            : { code, page: 1, said: null, receiver },
      },
    ];
    const story = fatal();
    const whom = (receiver: string | null): unknown =>
      threadProjection(story.of('sentry:acme/1'), told(receiver), mention).items[0]?.mention;
    expect([whom('payments'), whom('ledger'), whom(null)]).toEqual(['S0ONCALL', undefined, undefined]);
  });
});
