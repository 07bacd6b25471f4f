import { describe, expect, it } from 'vitest';
import { alert, chat, policy, start } from '../../make.ts';
import { minute, Story } from '../story.ts';

describe('paging', () => {
  it.each([
    ['level fatal', alert({ level: 'fatal', severity: 'critical' })],
    [
      'a critical metric alert',
      alert({
        resource: 'metric_alert.critical',
        category: 'metric',
        severity: 'critical',
        issueKey: 'metric:acme/7',
      }),
    ],
    ['an outage', alert({ category: 'outage' })],
  ])('pages for %s', (_name, one) => {
    const story = new Story();
    story.tell(0, one);
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('wakes nobody for what came without a signature, and everybody for the signed alert behind it', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal' }), { source: 'sentry-legacy' });
    expect(story.pages()).toEqual([]);
    story.tell(10, alert({ level: 'fatal' }));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('pages for a hundred distinct events a minute over two minutes, and not for one minute of them', () => {
    const story = new Story();
    for (let n = 0; n < 150; n += 1) story.tell(n * 300, alert({ eventId: `a${n}` }));
    expect(story.pages()).toEqual([]);
    for (let n = 0; n < 150; n += 1) story.tell(minute + n * 300, alert({ eventId: `b${n}` }));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it.each(['staging', 'dev', 'qa-2', 'preview-123'])('never pages for %s', (environment) => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal', environment }));
    expect(story.pages()).toEqual([]);
  });

  it('withdraws a page when the environment turns out to be staging', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal', environment: null, resource: 'issue.created' }));
    story.tell(100, alert({ level: 'fatal', environment: 'staging' }));
    expect(story.pages()).toEqual(['inc-1:1:resolved']);
    expect(story.message('inc-1')).toMatchObject({
      notPaged: 'the page was withdrawn. Its environment staging never pages',
    });
  });

  it('shows an old event but wakes nobody until its incident still fires', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal', ageMs: 20 * minute }));
    expect(story.pages()).toEqual([]);
    story.tell(1_000, alert({ level: 'error' }));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('joins the sixth page within five minutes to one page that is kept current', () => {
    const story = new Story();
    for (let n = 0; n < 9; n += 1) {
      story.tell(
        n * 1_000,
        alert({
          issueKey: `sentry:acme/f${n}`,
          service: `s${n}`,
          title: `fatal ${'abcdefghi'[n]}`,
          message: `m${'abcdefghi'[n]}`,
          type: `T${'abcdefghi'[n]}`,
          exceptions: [],
          level: 'fatal',
        }),
      );
    }
    const collector = story.incidents.find((incident) => incident.kind === 'collector');
    expect(story.pages().filter((one) => one.endsWith(':triggered'))).toHaveLength(6);
    expect(story.incidents.filter((incident) => incident.page?.joined === collector?.id)).toHaveLength(4);
    for (const incident of story.roots) story.operator(minute, 'resolve', incident.id);
    expect(story.state.incidents.get(collector?.id ?? '')?.status).toBe('resolved');
  });
});

describe('why nobody was woken is said', () => {
  it.each([
    [
      'a stale event',
      alert({ level: 'fatal', ageMs: 40 * minute }),
      {},
      'the event was 40 min old when Sentry told of it',
    ],
    [
      'an environment that never pages',
      alert({ level: 'fatal', environment: 'qa' }),
      {},
      'the environment qa never pages',
    ],
    [
      'an unsigned door',
      alert({ level: 'fatal' }),
      { source: 'sentry-legacy' },
      'it came through the unsigned legacy door, which wakes nobody',
    ],
  ] as const)('%s', (_name, one, entryOf, why) => {
    const story = new Story();
    story.tell(0, one, entryOf);
    expect(story.pages()).toEqual([]);
    expect(story.message('inc-1')).toMatchObject({ page: null, notPaged: why });
    expect(story.told('inc-1')).toContain(`Not paged: ${why}.`);
  });

  it('no pager', () => {
    const story = new Story({ ...policy, receivers: [chat] });
    story.tell(0, alert({ level: 'fatal' }));
    expect(story.message('inc-1')).toMatchObject({ page: null, notPaged: 'no pager is configured' });
  });

  it('an everyday error needs no excuse', () => {
    const story = new Story();
    story.tell(0, alert({ ageMs: 40 * minute }));
    expect(story.message('inc-1')).toMatchObject({ page: null, notPaged: null });
  });

  it('a client clock that is 16 minutes slow is no age', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal', eventAt: start - 16 * minute, sentryAt: start }));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });
});
