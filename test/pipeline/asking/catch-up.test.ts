import { describe, expect, it } from 'vitest';
import { catchUp } from '../../../src/pipeline/asking/catch-up.ts';
import { firingHere, unheardOf } from '../../../src/pipeline/asking/unheard-issues.ts';
import type { CaughtUp, IssueStanding } from '../../../src/seams/sentry-desk.ts';
import { Story } from '../../correlate/story.ts';
import { alert, start } from '../../make.ts';
import { hour, minute, now, page, scene, since, standing } from './catch-up-scene.ts';

const gap = { org: 'acme', since, whole: true };
const ids = (some: readonly IssueStanding[]): readonly string[] => some.map(({ id }) => id);

describe('what nobody has told of', () => {
  const { state } = new Story();
  const unheard = (one: Partial<IssueStanding>, of = gap) =>
    unheardOf(state, of, [standing('1', one)]).length === 1;

  it('is what began, or came back, while nothing was heard, the worst first', () => {
    expect([
      unheard({}),
      unheard({ firstSeenAt: since - hour }),
      unheard({ firstSeenAt: since - hour, turnedAt: since + minute }),
      unheard({ firstSeenAt: since - hour, turnedAt: since - hour }),
    ]).toEqual([true, false, true, false]);
    const some = [standing('1'), standing('2', { level: 'fatal' }), standing('3', { firstSeenAt: since })];
    expect(ids(unheardOf(state, gap, some))).toEqual(['2', '3', '1']);
  });

  it('is nothing that is over, and nothing that Sentry raises for whoever looks for it', () => {
    expect(unheard({ status: 'resolved' })).toBe(false);
    expect(unheard({ category: 'db_query' })).toBe(false);
    expect(unheard({ category: 'outage' })).toBe(true);
  });

  it('is by and by only what Sentry tells of by itself, and not before its webhook had its time', () => {
    const later = { ...gap, whole: false };
    expect(unheard({}, later)).toBe(false);
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:acme/9', resource: 'issue.created', environment: null }));
    const told = (one: Partial<IssueStanding>) =>
      unheardOf(story.state, later, [standing('1', one)]).length === 1;
    expect(told({})).toBe(true);
    expect(told({ firstSeenAt: now - minute / 2 })).toBe(false);
  });

  it('is nothing that fires here, and of what is over here only what Sentry says is back', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:acme/1' }));
    const told = (one: Partial<IssueStanding>, whole = true) =>
      unheardOf(story.state, { ...gap, whole }, [standing('1', one)]).length === 1;
    expect(told({ turnedAt: now - minute })).toBe(false);
    expect(firingHere(story.state, 'acme')).toEqual(['1']);
    story.operator(minute, 'resolve', story.of('sentry:acme/1').id);
    expect(firingHere(story.state, 'acme')).toEqual([]);
    expect([told({}), told({ turnedAt: start }), told({ turnedAt: now - minute })]).toEqual([
      false,
      false,
      true,
    ]);
    expect(told({ turnedAt: now - minute }, false)).toBe(true);
  });

  it('is no issue of another organization, and none of a drill', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:other/1' }));
    story.tell(1, alert({ issueKey: 'metric:acme/4', kind: 'occurrence', category: 'metric' }));
    expect(firingHere(story.state, 'acme')).toEqual([]);
  });
});

const never = new AbortController().signal;

describe('catching up', () => {
  const go = (of: ReturnType<typeof scene>): Promise<CaughtUp> =>
    catchUp(of.deps, { since, whole: true, patienceMs: 15 * minute }, never);

  it('reads all pages, and makes an entry of each issue that nobody told of: the same one once', async () => {
    const of = scene([page([standing('1')], '0:100:0'), page([standing('2'), standing('1')])]);
    expect(await go(of)).toMatchObject({ since, until: now, looked: 2, told: 2, why: null });
    expect(of.asked.map(({ cursor }) => cursor)).toEqual([null, '0:100:0']);
    expect(of.entries.map(({ source, kind, body }) => [source, kind, body])).toEqual([
      ['sentry-api', 'reconstructed', '{"id":"1"}'],
      ['sentry-api', 'reconstructed', '{"id":"2"}'],
    ]);
  });

  it('ends what fires here and is over there', async () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:acme/7' }));
    const of = scene([page([])], [standing('7', { status: 'resolved' })], story);
    expect(await go(of)).toMatchObject({ told: 1 });
  });

  it('waits as long as Sentry says and goes on, and gives up when that lasts too long', async () => {
    const later = { kind: 'later', waitMs: 20_000, why: 'Too often.' } as const;
    const patient = scene([later, later, page([standing('1')])]);
    expect(await go(patient)).toMatchObject({ told: 1, why: null });
    expect(patient.clock.now() - now).toBe(40_000);
    const tired = scene(Array.from({ length: 100 }, () => later));
    expect(await go(tired)).toMatchObject({ told: 0, why: 'Too often.' });
    expect(tired.noted).toEqual(['Too often.']);
  });

  it('says what to do where it may not', async () => {
    const of = scene([{ kind: 'refused', why: 'Add the scope event:read.' }]);
    expect(await go(of)).toMatchObject({ told: 0, why: 'Add the scope event:read.' });
    expect(of.asked).toHaveLength(1);
  });
});
