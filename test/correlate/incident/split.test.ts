import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const search = 'sentry:acme/search-1';
const resolve = (issueKey: string): Alert =>
  alert({ issueKey, status: 'resolved', resource: 'issue.resolved' });
const fatal = { level: 'fatal', severity: 'critical' } as const;

function split(): { story: Story; child: string } {
  const story = new Story();
  redisStorm(story);
  const child = story.of(search).id;
  expect(story.split(20_000, child, 'it only shares a host')).toMatchObject({ kind: 'counted' });
  return { story, child };
}

const triggered = (story: Story): readonly string[] =>
  story.pages().filter((page) => page.endsWith(':triggered'));

describe('a child that a person splits off', () => {
  it('is an incident of its own with its own message, and wakes nobody for being split', () => {
    const { story, child } = split();
    expect(story.of(search)).toMatchObject({
      parent: null,
      adoption: null,
      apart: { from: 'inc-1', by: 'Ada' },
    });
    expect(story.message(child)).toMatchObject({ state: 'open', alerts: 1 });
    expect(story.message('inc-1')).toMatchObject({ alerts: 5 });
    story.tell(21_000, redisAlert('search', 1));
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
  });

  it('says in both stories who did it and why', () => {
    const { story, child } = split();
    expect(story.told('inc-1').at(-1)).toBe(`${child} (search) was split off by Ada: it only shares a host.`);
    expect(story.told(child).at(-1)).toBe(
      'No longer part of inc-1. Split off by Ada: it only shares a host.',
    );
  });

  it('is never adopted again, however loudly it names the dead dependency', () => {
    const { story } = split();
    for (let n = 1; n < 10; n += 1)
      story.tell(20_000 + n * 500, redisAlert('search', 1, { eventId: `e${n}` }));
    // Even its next outbreak, after quiet, while the storm goes on.
    for (let n = 0; n < 12; n += 1) story.tell((1 + n) * minute, redisAlert('cart', 1, { eventId: `c${n}` }));
    story.tell(13 * minute, redisAlert('search', 1, { eventId: 'later' }));
    expect(story.of(search).parent).toBeNull();
  });

  it('keeps new issues of its group with it', () => {
    const { story, child } = split();
    const twin = redisAlert('search', 1, { issueKey: 'sentry:acme/search-twin' });
    expect(story.tell(22_000, twin)).toMatchObject({ kind: 'counted', incident: child });
    expect(story.of('sentry:acme/search-twin')).toMatchObject({ id: child, parent: null });
  });

  it('votes for no storm: what would have been one with it is none', () => {
    const story = new Story();
    redisStorm(story);
    story.split(20_000, 'inc-1');
    story.tell(21_000, redisAlert('mail', 1));
    story.tell(22_000, redisAlert('mail', 2));
    expect(story.incidents.filter((incident) => incident.storm !== null)).toEqual([]);
  });

  it('pages by itself when it meets a paging rule by itself', () => {
    const { story, child } = split();
    story.tell(25_000, redisAlert('search', 1, { ...fatal, eventId: 'f' }));
    expect(story.page(child, 1)).toMatchObject({ state: 'triggered' });
    expect(triggered(story)).toHaveLength(2);
  });

  it('pages under a new key where its first page had gone over to the root', () => {
    const story = new Story();
    story.tell(0, redisAlert('cart', 1, fatal));
    story.tell(100, redisAlert('login', 1, fatal));
    for (const [n, service] of ['search', 'mail', 'stock'].entries())
      story.tell(200 + n * 100, redisAlert(service, 1));
    const login = story.of('sentry:acme/login-1').id;
    expect(story.page(login, 1)).toMatchObject({ state: 'resolved', after: 'inc-1' });
    story.split(10_000, login);
    expect(story.page(login, 1)).toMatchObject({ state: 'resolved', after: null });
    story.tell(11_000, redisAlert('login', 1, { eventId: 'e' }));
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
    story.tell(12_000, redisAlert('login', 1, { ...fatal, eventId: 'f' }));
    expect(story.page(login, 2)).toMatchObject({ state: 'triggered' });
  });

  it('stays apart from the same storm when its issue is back after its end, and from no later one', () => {
    const { story, child } = split();
    story.tell(2 * minute, resolve(search));
    expect(story.state.incidents.get(child)?.status).toBe('resolved');
    story.tell(3 * minute, redisAlert('cart', 1, { eventId: 'on' }));
    story.tell(3 * minute + 1, redisAlert('search', 1, { eventId: 'back' }));
    expect(story.of(search)).toMatchObject({ previous: child, parent: null, apart: { from: 'inc-1' } });
    story.tell(4 * minute, resolve(search));
    for (const service of ['cart', 'login', 'search'])
      for (const n of [1, 2]) story.tell(5 * minute, resolve(`sentry:acme/${service}-${n}`));
    expect(story.state.incidents.get('inc-1')?.status).toBe('resolved');
    story.tell(20 * minute, redisAlert('search', 1, { eventId: 'next' }));
    expect(story.of(search).apart).toBeNull();
  });

  it('lets its storm end, when it was all that still fired', () => {
    const { story, child } = split();
    for (const service of ['cart', 'login', 'search'])
      for (const n of [1, 2])
        if (`${service}-${n}` !== 'search-1') story.tell(minute, resolve(`sentry:acme/${service}-${n}`));
    expect(story.state.incidents.get('inc-1')?.status).toBe('resolved');
    expect(story.state.incidents.get(child)?.status).toBe('open');
    const late = new Story();
    redisStorm(late);
    for (const service of ['cart', 'login', 'search'])
      for (const n of [1, 2])
        if (`${service}-${n}` !== 'search-1') late.tell(minute, resolve(`sentry:acme/${service}-${n}`));
    late.split(2 * minute, late.of(search).id);
    expect(late.state.incidents.get('inc-1')?.status).toBe('resolved');
    expect(late.of(search).status).toBe('open');
  });
});

describe('a storm that a person dissolves', () => {
  it('leaves its page with the root, and sets its members free for good', () => {
    const story = new Story();
    redisStorm(story);
    expect(story.split(20_000, 'inc-1')).toMatchObject({ kind: 'counted', incident: 'inc-1' });
    expect(story.roots).toHaveLength(6);
    expect(story.incidents.every((incident) => incident.apart?.from === 'inc-1')).toBe(true);
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
    for (const service of ['cart', 'login', 'search', 'mail'])
      for (const n of [1, 2]) story.tell(25_000, redisAlert(service, n, { eventId: `${service}${n}` }));
    expect(story.incidents.filter((incident) => incident.parent !== null)).toEqual([]);
    expect(triggered(story)).toEqual(['inc-1:1:triggered']);
  });
});

describe('what cannot be split', () => {
  it('an incident alone, one that is over, and what is not there: with the reason, and nothing changes', () => {
    const story = new Story();
    story.tell(0, alert());
    expect(story.split(1_000, 'inc-1')).toMatchObject({
      kind: 'set-aside',
      reason: expect.stringMatching(/part of no storm .* fingerprints in Sentry/) as unknown,
    });
    story.operator(2_000, 'resolve', 'inc-1');
    expect(story.split(3_000, 'inc-1')).toMatchObject({
      kind: 'set-aside',
      reason: expect.stringContaining('is over') as unknown,
    });
    expect(story.split(4_000, 'inc-99')).toMatchObject({ kind: 'set-aside' });
    expect(story.incidents[0]?.apart ?? null).toBeNull();
  });
});
