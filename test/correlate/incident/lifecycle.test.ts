import { describe, expect, it } from 'vitest';
import { alert, redisAlert, start } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

describe('resolve and reopen', () => {
  it('what fires again after a storm happened before in that storm, whichever part of it had it', () => {
    const story = new Story();
    redisStorm(story, 0, 'now');
    const root = story.storm.id;
    const part = story.incidents.find(({ parent }) => parent === root);
    const [key = ''] = part?.issues ?? [];
    story.operator(minute, 'resolve', root);
    story.tell(30 * minute, redisAlert('search', 1, { issueKey: key, eventId: 'again' }));
    const again = story.of(key);
    expect(again).toMatchObject({ previous: part?.id, previousStorm: root });
    expect(story.liveMessage(again.id).previous).toBe(root);
  });

  it('the same when the storm and its parts are forgotten, and only for the first time', () => {
    const story = new Story();
    redisStorm(story, 0, 'now');
    const root = story.storm.id;
    const part = story.incidents.find(({ parent }) => parent === root);
    const [key = ''] = part?.issues ?? [];
    story.operator(minute, 'resolve', root);
    story.tick(3 * 60 * minute);
    expect(story.incidents).toEqual([]);
    story.tell(4 * 60 * minute, redisAlert('search', 1, { issueKey: key, eventId: 'again' }));
    const again = story.of(key);
    expect(again).toMatchObject({ previous: part?.id, previousStorm: root });
    story.operator(5 * 60 * minute, 'resolve', again.id);
    story.tell(6 * 60 * minute, redisAlert('search', 1, { issueKey: key, eventId: 'once more' }));
    expect(story.liveMessage(story.of(key).id).previous).toBe(again.id);
  });

  it('counts an alert that happened before the resolve and reopens nothing', () => {
    const story = new Story();
    story.tell(0, alert());
    story.tell(1_000, alert({ status: 'resolved', resource: 'issue.resolved' }));
    story.tell(2_000, alert({ eventId: 'late', sentryAt: start + 500 }));
    expect(story.incidents).toHaveLength(1);
    expect(story.incidents[0]).toMatchObject({ status: 'resolved', alerts: 3 });
  });

  it('opens a linked incident when the issue fires after Sentry had resolved it', () => {
    const story = new Story();
    story.tell(0, alert());
    story.tell(1_000, alert({ status: 'resolved', resource: 'issue.resolved' }));
    story.tell(2_000, alert({ eventAt: start + 1_900 }));
    expect(story.incidents.map((incident) => [incident.status, incident.previous])).toEqual([
      ['resolved', null],
      ['open', 'inc-1'],
    ]);
  });

  it('folds alerts in for ten minutes after a human resolved, and says so', () => {
    const story = new Story();
    story.tell(0, alert());
    story.operator(1_000, 'resolve', 'inc-1');
    story.tell(5 * minute, alert());
    expect(story.incidents).toHaveLength(1);
    expect(story.message('inc-1')).toMatchObject({ state: 'resolved', stillArriving: 1 });
    story.tell(11 * minute, alert());
    expect(story.incidents.map((incident) => incident.previous)).toEqual([null, 'inc-1']);
  });

  it.each(['regressed', 'escalating', 'by-hand'] as const)(
    'opens a new incident at once when Sentry says %s',
    (reopened) => {
      const story = new Story();
      story.tell(0, alert());
      story.operator(1_000, 'resolve', 'inc-1');
      story.tell(2_000, alert({ reopened, resource: 'issue.unresolved' }));
      expect(story.incidents).toHaveLength(2);
    },
  );

  it('takes an archive in Sentry for a human resolve', () => {
    const story = new Story();
    story.tell(0, alert());
    story.tell(1_000, alert({ status: 'archived', resource: 'issue.ignored', actor: 'Grace' }));
    expect(story.incidents[0]).toMatchObject({
      status: 'resolved',
      resolution: { by: 'human', who: 'Grace' },
    });
  });

  it('resolves by silence only what had proved that it repeats and did not page', () => {
    const story = new Story();
    for (let n = 0; n < 3; n += 1) story.tell(n, alert({ eventId: `e${n}` }));
    story.tell(
      10,
      alert({ issueKey: 'sentry:acme/once', message: 'once', title: 'once', exceptions: [], eventId: 'x' }),
    );
    story.tell(
      20,
      alert({
        issueKey: 'sentry:acme/paged',
        message: 'paged',
        title: 'paged',
        exceptions: [],
        level: 'fatal',
      }),
    );
    story.tell(3 * 60 * minute, '{}', { source: 'timer' });
    expect(story.incidents.map((incident) => incident.status)).toEqual(['resolved', 'open', 'open']);
    expect(story.message('inc-4')).toMatchObject({ state: 'open', quietSince: start + 10 });
  });

  it('forgets a resolved incident after an hour, and still links a regression to it', () => {
    const story = new Story();
    story.tell(0, alert());
    story.tell(1_000, alert({ status: 'resolved', resource: 'issue.resolved' }));
    story.tell(62 * minute, '{}', { source: 'timer' });
    expect(story.incidents).toHaveLength(0);
    story.tell(63 * minute, alert({ eventAt: start + 63 * minute }));
    expect(story.incidents[0]?.previous).toBe('inc-1');
  });

  it('sets a resolve of an unknown issue aside with a reason', () => {
    const story = new Story();
    expect(story.tell(0, alert({ status: 'resolved', resource: 'issue.resolved' }))).toMatchObject({
      kind: 'set-aside',
    });
  });
});
