import { describe, expect, it } from 'vitest';
import { alert, redisAlert, start } from '../make.ts';
import { minute, redisStorm, Story } from './story.ts';

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
    story.tell(0, alert({ level: 'fatal', environment: null }));
    story.tell(100, alert({ level: 'fatal', environment: 'staging' }));
    expect(story.pages()).toEqual(['inc-1:1:resolved']);
  });

  it('shows an old event but wakes nobody until its incident still fires', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal', eventAt: start - 20 * minute }));
    expect(story.pages()).toEqual([]);
    story.tell(1_000, alert({ level: 'error', eventAt: start }));
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

  it('opens a new generation when a service joins after the acknowledgement', () => {
    const story = new Story();
    redisStorm(story);
    story.operator(10_000, 'acknowledge', 'inc-1');
    expect(story.pages()).toEqual(['inc-1:1:acknowledged']);
    story.tell(11_000, redisAlert('cart', 1));
    expect(story.storm.generation).toBe(1);
    story.tell(12_000, redisAlert('mail', 1));
    expect(story.pages()).toEqual(['inc-1:1:acknowledged', 'inc-1:2:triggered']);
    story.operator(20_000, 'resolve', 'inc-1');
    expect(story.pages()).toEqual(['inc-1:1:resolved', 'inc-1:2:resolved']);
  });
});
