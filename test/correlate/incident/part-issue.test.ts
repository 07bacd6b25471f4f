import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert } from '../../make.ts';
import { minute, Story } from '../story.ts';

const of = 'sentry:acme/';
const fatal = { level: 'fatal', severity: 'critical' } as const;

/** An alert of one of several issues that read alike. */
function told(n: number, change: Partial<Alert> = {}): Alert {
  return alert({
    issueKey: `${of}${n}`,
    shortId: `CART-${n}`,
    link: `https://acme.sentry.io/issues/${n}/`,
    title: `Basket ${n} is gone`,
    ...change,
  });
}

/** Two issues of one trouble, three events each; one user has met both. */
function twoOfOne(change: Partial<Alert> = {}): Story {
  const story = new Story();
  for (const n of [1, 2])
    for (const [m, userHash] of ['shared', `a${n}`, `b${n}`].entries())
      story.tell(n * 1000 + m, told(n, { ...change, eventId: `e${n}${m}`, userHash }));
  return story;
}

const triggered = (story: Story): readonly string[] =>
  story.pages().filter((page) => page.endsWith(':triggered'));

describe('one issue of an incident that a person parts from it', () => {
  it('goes on as an incident of its own, with its events and its users', () => {
    const story = twoOfOne();
    const was = story.of(`${of}1`).id;
    expect(story.of(`${of}2`).id).toBe(was);
    expect(story.liveMessage(was)).toMatchObject({ events: 6, users: 5, issueCount: 2 });
    expect(story.part(20_000, was, 'CART-2', 'another basket')).toMatchObject({
      kind: 'counted',
      incident: 'inc-7',
    });
    expect(story.of(`${of}2`)).toMatchObject({
      id: 'inc-7',
      issues: [`${of}2`],
      parent: null,
      openIssues: 1,
    });
    expect(story.of(`${of}1`)).toMatchObject({ id: was, issues: [`${of}1`], openIssues: 1 });
    expect(story.liveMessage('inc-7')).toMatchObject({
      title: 'Basket 2 is gone',
      shortId: 'CART-2',
      events: 3,
      users: 3,
    });
    expect(story.liveMessage(was)).toMatchObject({ shortId: 'CART-1', events: 3, users: 3 });
  });

  it('leaves in the books what was shown', () => {
    const story = twoOfOne();
    story.part(20_000, 'inc-1', 'CART-2');
    expect(story.liveMessage('inc-1').alerts).toBe(6);
    story.tell(21_000, told(2, { eventId: 'later' }));
    expect(story.liveMessage('inc-7')).toMatchObject({ alerts: 1, events: 4 });
  });

  it('counts what it had told before once', () => {
    const story = twoOfOne();
    story.part(20_000, 'inc-1', 'CART-2');
    story.tell(21_000, told(2, { eventId: 'e20', userHash: 'shared' }));
    expect(story.liveMessage('inc-7')).toMatchObject({ events: 3, users: 3 });
  });

  it('says in both stories who did it and why', () => {
    const story = twoOfOne();
    story.part(20_000, 'inc-1', 'CART-2', 'another basket');
    expect(story.told('inc-1').at(-1)).toBe('inc-7 (CART-2) was split off by Ada: another basket.');
    expect(story.told('inc-7')).toEqual([
      'Was one of the issues of inc-1, until split off by Ada: another basket.',
    ]);
  });

  it('leaves the incident called by what stays, when it was the first', () => {
    const story = twoOfOne();
    story.part(20_000, 'inc-1', `${of}1`);
    expect(story.liveMessage('inc-1')).toMatchObject({
      title: 'Basket 2 is gone',
      shortId: 'CART-2',
      events: 3,
      users: 3,
    });
    expect(story.liveMessage('inc-7')).toMatchObject({ title: 'Basket 1 is gone', events: 3, users: 3 });
  });

  it('is not taken back by the rule that had joined it, and comes back by a merge', () => {
    const story = twoOfOne();
    story.part(20_000, 'inc-1', 'CART-2');
    for (let n = 0; n < 5; n += 1) story.tell(21_000 + n, told(2, { eventId: `again ${n}` }));
    expect(story.of(`${of}2`)).toMatchObject({ id: 'inc-7', parent: null });
    story.merge(30_000, 'inc-7', 'inc-1');
    expect(story.of(`${of}2`)).toMatchObject({ id: 'inc-7', parent: 'inc-1', apart: null });
    expect(story.liveMessage('inc-1')).toMatchObject({ users: 5, events: 11 });
  });

  it('wakes nobody for what the page before had woken somebody for, until that is over', () => {
    const story = twoOfOne(fatal);
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
    story.part(20_000, 'inc-1', 'CART-2');
    story.tell(21_000, told(2, { ...fatal, eventId: 'on' }));
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
    expect(story.told('inc-7').at(-1)).toBe(
      'Not paged: the page of inc-1, from which Ada split it, has woken somebody for it.',
    );
    story.tell(22_000, told(1, { status: 'resolved', resource: 'issue.resolved' }));
    story.tell(23_000, told(2, { ...fatal, eventId: 'still' }));
    expect(triggered(story)).toEqual(['inc-7:1:triggered']);
  });

  it('is in the hands of whoever had what it was part of by then, and says why nobody is woken for it', () => {
    const story = twoOfOne(fatal);
    story.operator(15_000, 'acknowledge', 'inc-1');
    const { since } = story.liveMessage('inc-1');
    story.part(20_000, 'inc-1', 'CART-2');
    const { id } = story.of(`${of}2`);
    expect(story.liveMessage(id)).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'Ada',
      notPaged: 'the page of inc-1, from which Ada split it, has woken somebody for it',
    });
    expect(story.liveMessage(id).since - since).toBeLessThan(15_000);
  });

  it('wakes somebody for what is worse than it was', () => {
    const story = new Story();
    story.tell(0, told(1, { ...fatal, eventId: 'a' }));
    story.tell(1000, told(2, { eventId: 'b' }));
    story.part(20_000, 'inc-1', 'CART-2');
    story.tell(21_000, told(2, { ...fatal, eventId: 'c' }));
    expect(triggered(story)).toEqual(['inc-1:1:triggered', 'inc-3:1:triggered']);
  });

  it('lets the rest end, when it was all that still fired', () => {
    const story = twoOfOne(fatal);
    story.tell(10_000, told(1, { status: 'resolved', resource: 'issue.resolved' }));
    story.part(20_000, 'inc-1', 'CART-2');
    expect(story.state.incidents.get('inc-1')?.status).toBe('resolved');
    expect(story.of(`${of}2`).status).toBe('open');
  });

  it('is refused where it makes no sense, with the reason', () => {
    const story = twoOfOne();
    const refused = (issue: string): unknown => story.part(20_000, 'inc-1', issue);
    expect(refused('CART-9')).toMatchObject({ decision: { why: { code: 'no-such-issue' } } });
    story.part(20_000, 'inc-1', `${of}2`);
    // The second click of two.
    expect(refused(`${of}2`)).toMatchObject({
      decision: { why: { code: 'issue-elsewhere', incident: 'inc-8' } },
    });
    expect(refused('CART-1')).toMatchObject({ decision: { why: { code: 'only-issue' } } });
    story.operator(minute, 'resolve', 'inc-1');
    expect(story.part(2 * minute, 'inc-1', 'CART-1')).toMatchObject({
      decision: { why: { code: 'resolved' } },
    });
  });
});
