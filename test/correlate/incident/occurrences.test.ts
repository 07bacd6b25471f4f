import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const occurrence = (id: string, change: Partial<Alert> = {}): Alert =>
  alert({
    issueKey: id,
    kind: 'occurrence',
    service: 'shop',
    title: 'count() above 10',
    message: 'Critical: count() above 10 in the last 5 minutes',
    type: null,
    exceptions: [],
    ...change,
  });

describe('only errors join by wording', () => {
  it.each([
    ['metric rules', { category: 'metric', severity: 'critical', resource: 'metric_alert.critical' }],
    ['uptime and cron monitors', { category: 'outage' }],
    ['slow queries', { category: 'performance' }],
    ['feedback', { category: 'feedback' }],
  ] as const)('two %s of a project with the same words are two incidents', (_name, change) => {
    const story = new Story();
    story.tell(0, occurrence('sentry:acme/1', change));
    story.tell(1_000, occurrence('sentry:acme/2', change));
    expect(story.incidents).toHaveLength(2);
  });

  it('the second rule of a project pages, also after the first was acknowledged', () => {
    const story = new Story();
    const critical = { category: 'metric', severity: 'critical', resource: 'metric_alert.critical' } as const;
    story.tell(0, occurrence('metric:acme/1', critical));
    story.operator(10, 'acknowledge', 'inc-1');
    story.tell(1_000, occurrence('metric:acme/2', { ...critical, title: 'Payments stalled' }));
    expect(story.pages()).toEqual(['inc-1:1:acknowledged', 'inc-3:1:triggered']);
  });

  it('a storm takes up no monitor, whatever it says, and a monitor makes no storm', () => {
    const story = new Story();
    redisStorm(story);
    const words = { message: 'connect ECONNREFUSED cache-main.internal:6379', service: 'cart' };
    for (let n = 0; n < 6; n += 1)
      story.tell(5_000 + n, occurrence(`sentry:acme/m${n}`, { ...words, category: 'outage' }));
    expect(story.roots).toHaveLength(7);
    expect(story.roots.filter((one) => one.storm !== null)).toHaveLength(1);
  });

  it('a known error still joins its like', () => {
    const story = new Story();
    const same = { title: 'TypeError: x', message: 'x is undefined', exceptions: [] };
    story.tell(0, alert({ issueKey: 'sentry:acme/1', ...same }));
    story.tell(1_000, alert({ issueKey: 'sentry:acme/2', ...same }));
    expect(story.incidents).toHaveLength(1);
  });
});

describe('what an occurrence is about', () => {
  const about = [{ name: 'Last successful check-in', value: '2026-11-16T08:30:04Z' }];
  const told = [
    occurrence('sentry:acme/1', { category: 'outage', resource: 'issue.created', shortId: 'JOBS-4' }),
    occurrence('sentry:acme/1', { category: 'outage', about }),
  ];

  it.each([told, told.toReversed()])('is shown, whichever hook told of it first', (first, second) => {
    const story = new Story();
    story.tell(0, first);
    story.tell(10, second);
    expect(story.message('inc-1')).toMatchObject({ what: { about }, shortId: 'JOBS-4' });
  });
});

describe('a metric', () => {
  it('says what it measures now, and nothing of its worst hour', () => {
    const story = new Story();
    const measured = (message: string, resource: string, above: string): Alert =>
      occurrence('metric:acme/9', {
        category: 'metric',
        resource,
        message,
        about: [{ name: 'Threshold', value: above }],
      });
    story.tell(0, measured('900 events', 'metric_alert.critical', 'above 800'));
    story.tell(minute, measured('120 events', 'metric_alert.warning', 'above 100'));
    story.tell(2 * minute, { ...measured('3 events', 'metric_alert.resolved', '-'), status: 'resolved' });
    expect(story.message('inc-1')).toMatchObject({
      what: { message: '120 events', about: [{ value: 'above 100' }] },
    });
  });

  it('is called by where it stands now, and once it is over by where it stood', () => {
    const story = new Story();
    const at = (measured: string, resource: string): Alert =>
      occurrence('metric:acme/9', { category: 'metric', title: 'Failures', resource, measured });
    const title = (): string => story.liveMessage('inc-1').title;
    story.tell(0, at(' at 31 % (threshold 5 %)', 'metric_alert.critical'));
    expect(title()).toBe('Failures at 31 % (threshold 5 %)');
    story.tell(minute, at(' at 4 % (threshold 2 %)', 'metric_alert.warning'));
    expect(title()).toBe('Failures at 4 % (threshold 2 %)');
    story.tell(2 * minute, { ...at(' at 0 %', 'metric_alert.resolved'), status: 'resolved' });
    expect(title()).toBe('Failures at 4 % (threshold 2 %)');
  });

  it('is as bad as it is now: back at warning it is no longer critical', () => {
    const story = new Story();
    const metric = (severity: Alert['severity'], resource: string): Alert =>
      occurrence('metric:acme/9', { category: 'metric', severity, resource });
    story.tell(0, metric('critical', 'metric_alert.critical'));
    story.tell(minute, metric('warning', 'metric_alert.warning'));
    expect(story.message('inc-1')).toMatchObject({ severity: 'warning', state: 'open' });
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('pages at once without a known environment: nothing richer follows', () => {
    const story = new Story();
    const metric = { category: 'metric', severity: 'critical', environment: null } as const;
    story.tell(0, occurrence('metric:acme/9', { ...metric, resource: 'metric_alert.critical' }));
    story.tell(1, occurrence('sentry:acme/5', { ...metric, resource: 'issue.created' }));
    const known = [...story.wanted.values()].map(({ projection }) =>
      projection.surface === 'page' ? projection.environmentKnown : null,
    );
    expect(known.filter((one) => one !== null)).toEqual([true, true]);
  });

  it('an error that only `issue.created` told of may still turn out to be staging', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal', environment: null, resource: 'issue.created' }));
    expect(story.page('inc-1', 1)).toMatchObject({ environmentKnown: false });
    story.tell(1_000, alert({ level: 'fatal', environment: null, resource: 'event_alert.triggered' }));
    expect(story.page('inc-1', 1)).toMatchObject({ environmentKnown: true });
  });

  it('and the brain ends that wait, when all that came in time has been applied', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal', environment: null, resource: 'issue.created' }));
    story.tick(4_999);
    expect(story.page('inc-1', 1)).toMatchObject({ environmentKnown: false });
    story.tick(5_000);
    expect(story.page('inc-1', 1)).toMatchObject({ state: 'triggered', environmentKnown: true });
  });

  it('and staging that came in time is known before the wait ends, however late it is applied', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal', environment: null, resource: 'issue.created' }));
    story.tell(4_900, alert({ level: 'fatal', environment: 'staging', resource: 'event_alert.triggered' }));
    story.tick(60_000);
    expect(story.pages().filter((page) => page.endsWith(':triggered'))).toEqual([]);
  });

  it('and until then its message does not claim that somebody was paged', () => {
    const created = alert({ level: 'fatal', environment: null, resource: 'issue.created' });
    const standing = (story: Story): unknown => {
      const { page } = story.liveMessage('inc-1');
      return page === null ? null : [page.standing, page.reason !== ''];
    };
    const waiting = new Story();
    waiting.tell(0, created);
    expect(standing(waiting)).toEqual(['waiting', true]);
    waiting.tell(1_000, alert({ level: 'fatal', environment: 'production' }));
    expect(standing(waiting)).toEqual(['sending', true]);
    waiting.answered(1_200, 'inc-1');
    expect(standing(waiting)).toEqual(['due', true]);

    const handled = new Story();
    handled.tell(0, created);
    handled.operator(3_000, 'resolve', 'inc-1');
    expect(standing(handled)).toEqual(['unsure', true]);

    const later = new Story();
    later.tell(0, created);
    later.answered(5_500, 'inc-1');
    later.operator(60_000, 'acknowledge', 'inc-1');
    expect(standing(later)).toEqual(['due', true]);
  });
});
