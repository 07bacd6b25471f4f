import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../src/domain/decision/words.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert, redisAlert, start } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const cron = (change: Partial<Alert>): Alert =>
  alert({ kind: 'occurrence', category: 'outage', environment: null, exceptions: [], ...change });
const created = cron({ resource: 'issue.created' });
const regressed = cron({ resource: 'issue.unresolved', reopened: 'regressed' });
const fatal = (change: Partial<Alert> = {}): Alert => alert({ level: 'fatal', ...change });
const back = (how: 'regressed' | 'escalating', change: Partial<Alert> = {}): Alert =>
  fatal({ resource: 'issue.unresolved', environment: null, reopened: how, ...change });

describe('regressed and escalating prove that an open incident had ended unheard', () => {
  it('closes it, opens a new one, and pages by its own right', () => {
    const story = new Story();
    story.tell(0, created);
    story.tell(2_000, regressed);
    expect(story.incidents.map((one) => one.status)).toEqual(['resolved', 'open']);
    expect(story.incidents[0]?.resolution?.reason).toEqual({ code: 'resolved-unheard' });
    expect(story.incidents[1]?.previous).toBe('inc-1');
    expect(story.pages()).toEqual(['inc-1:1:resolved', 'inc-2:1:triggered']);
  });

  it('also after an acknowledgement, and time after time', () => {
    const story = new Story();
    story.tell(0, created);
    story.operator(1_000, 'acknowledge', 'inc-1');
    story.tell(2_000, regressed);
    story.operator(3_000, 'acknowledge', 'inc-3');
    story.tell(60 * minute, regressed);
    expect(story.pages().filter((one) => one.endsWith(':triggered'))).toEqual(['inc-5:1:triggered']);
    expect(story.incidents.map((one) => one.status)).toEqual(['resolved', 'resolved', 'open']);
  });

  it.each(['regressed', 'escalating'] as const)('%s told with its own event proves no end', (how) => {
    const story = new Story();
    story.tell(0, fatal({ eventId: 'e1', eventAt: start }));
    story.tell(1_500, back(how, { eventAt: start }));
    story.tell(2_500, back(how, { resource: 'activity_alert.triggered', eventAt: start }));
    expect(story.incidents).toHaveLength(1);
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it.each(['regressed', 'escalating'] as const)('%s long after the firing began proves one', (how) => {
    const story = new Story();
    story.tell(0, fatal());
    story.tell(5 * minute, back(how));
    expect(story.pages()).toEqual(['inc-1:1:resolved', 'inc-2:1:triggered']);
  });

  it('begins a new storm where the one before was silent, which wakes somebody', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    story.operator(minute, 'acknowledge', id);
    for (const [index, service] of ['cart', 'login', 'search'].entries())
      for (const n of [1, 2])
        story.tell(
          6 * minute + index * 500 + n * 100,
          redisAlert(service, n, { resource: 'issue.unresolved', reopened: 'regressed' }),
        );
    const fresh = story.roots.find((root) => root.storm !== null && root.status === 'open');
    expect(fresh?.id).not.toBe(id);
    expect(story.state.incidents.get(id)?.status).toBe('resolved');
    expect(story.pages()).toEqual([`${id}:1:resolved`, `${fresh?.id ?? ''}:1:triggered`]);
  });

  it('goes on as part of a storm that goes on', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(minute, redisAlert('cart', 1, { eventId: 'later' }));
    story.tell(
      minute + 1_000,
      redisAlert('login', 1, { resource: 'issue.unresolved', reopened: 'regressed', eventId: 'x' }),
    );
    expect(story.roots.filter(({ storm }) => storm !== null)).toHaveLength(1);
    expect(story.of('sentry:acme/login-1').parent).toBe(story.storm.id);
    expect(story.pages().filter((page) => page.endsWith(':triggered'))).toHaveLength(1);
  });

  it('leaves a storm standing that others of its issues still hold', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    story.tell(5 * minute, back('regressed', { issueKey: 'sentry:acme/cart-1', level: 'error' }));
    expect(story.state.incidents.get(id)?.status).toBe('open');
  });
});

describe('why a message is there again', () => {
  const opened = (story: Story) => {
    const again = story.roots.find((root) => root.status === 'open')?.id ?? '';
    return (story.state.timeline.get(again) ?? []).find((item) => item.kind === 'opened');
  };

  it.each([
    ['regressed', 'Sentry says it regressed.'],
    ['escalating', 'Sentry says it is escalating.'],
    ['archive-over', 'It was archived for a while in Sentry, and that time is over.'],
    ['by-hand', 'Somebody reopened it in Sentry.'],
  ] as const)('is told in its thread when Sentry said it (%s)', (reopened, told) => {
    const story = new Story();
    story.tell(0, fatal());
    story.tell(minute, alert({ status: 'resolved', resource: 'issue.resolved', environment: null }));
    story.tell(20 * minute, fatal({ resource: 'issue.unresolved', reopened }));
    expect(opened(story)?.tell).toBe('thread');
    expect(sentenceOf(opened(story)!.decision)).toBe(`${told} Before: inc-1.`);
  });

  it('stays in the timeline when it merely fires again', () => {
    const story = new Story();
    story.tell(0, fatal());
    story.tell(minute, alert({ status: 'resolved', resource: 'issue.resolved', environment: null }));
    story.tell(20 * minute, fatal());
    expect(opened(story)?.tell).toBe('no');
  });
});

describe('a resolve', () => {
  const resolved = (eventAt: number): Alert =>
    alert({ status: 'resolved', resource: 'issue.resolved', environment: null, eventAt });

  it('that knows less than the newest alert is stale and ends nothing', () => {
    const story = new Story();
    story.tell(0, alert({ eventAt: start }));
    story.tell(minute, alert({ eventAt: start + minute, eventId: 'e2' }));
    story.tell(minute + 500, resolved(start));
    expect(story.incidents[0]).toMatchObject({ status: 'open', openIssues: 1, alerts: 3 });
    expect(story.told('inc-1').at(-1)).toContain('it ends nothing');
    story.tell(minute + 900, resolved(start + minute));
    expect(story.incidents[0]).toMatchObject({ status: 'resolved' });
  });

  it('may know a few seconds less than the newest alert: Sentry writes `lastSeen` late', () => {
    const story = new Story();
    story.tell(0, alert({ eventAt: start }));
    story.tell(minute, resolved(start - 4_000));
    expect(story.incidents[0]?.status).toBe('resolved');
  });

  it('of a metric that was breached anew since is stale', () => {
    const story = new Story();
    const metric = {
      kind: 'occurrence',
      category: 'metric',
      issueKey: 'metric:acme/1',
      exceptions: [],
    } as const;
    const breach = (at: number): Alert =>
      alert({ ...metric, severity: 'critical', resource: 'metric_alert.critical', firstSeenAt: at });
    const over = (at: number): Alert =>
      alert({ ...metric, status: 'resolved', resource: 'metric_alert.resolved', eventAt: at });
    story.tell(0, breach(start));
    story.tell(20 * minute, breach(start + 20 * minute));
    story.tell(21 * minute, over(start + 15 * minute));
    expect(story.incidents.map((one) => one.status)).toEqual(['open']);
    story.tell(30 * minute, over(start + 29 * minute));
    expect(story.incidents.map((one) => one.status)).toEqual(['resolved']);
  });

  it('is compared with what Sentry had received, however far ahead a client clock runs', () => {
    const story = new Story();
    story.tell(0, alert({ eventAt: start + 120 * minute, sentryAt: start }));
    story.tell(minute, resolved(start + 1_000));
    expect(story.incidents[0]?.status).toBe('resolved');
  });

  it("is later than an alert by Sentry's clock, although the client clock was slow", () => {
    const story = new Story();
    story.tell(0, alert({ eventAt: start - 16 * minute, sentryAt: start }));
    story.tell(minute, { ...resolved(start - 16 * minute), sentryAt: start + minute });
    story.tell(
      2 * minute,
      alert({ eventAt: start - 14 * minute, sentryAt: start + 2 * minute, eventId: 'n' }),
    );
    expect(story.incidents.map((one) => one.status)).toEqual(['resolved', 'open']);
  });

  it('resolve, unresolve by hand, resolve is three acts', () => {
    const story = new Story();
    story.tell(0, fatal({ eventAt: start }));
    story.tell(1_000, resolved(start));
    story.tell(
      2_000,
      fatal({ resource: 'issue.unresolved', environment: null, reopened: 'by-hand', eventAt: start }),
    );
    story.tell(3_000, resolved(start));
    expect(story.incidents.map((one) => one.status)).toEqual(['resolved', 'resolved']);
    expect(story.pages().filter((one) => !one.endsWith(':resolved'))).toEqual([]);
  });

  it('of a metric does not speak of Sentry issues', () => {
    const story = new Story();
    const metric = { kind: 'occurrence', category: 'metric', issueKey: 'metric:acme/1' } as const;
    story.tell(0, alert({ ...metric, severity: 'critical' }));
    story.tell(minute, alert({ ...metric, status: 'resolved', resource: 'metric_alert.resolved' }));
    expect(sentenceOf(story.incidents[0]!.resolution!.reason)).not.toContain('issue');
  });
});

describe('an outage that comes back a few minutes after Sentry resolved it', () => {
  const resolveAll = (story: Story, at: number): void => {
    for (const [index, service] of ['cart', 'login', 'search'].entries())
      for (const n of [1, 2])
        story.tell(
          at + index * 100 + n,
          redisAlert(service, n, { resource: 'issue.resolved', status: 'resolved' }),
        );
  };

  it.each([1, 3, 5, 8, 9])('after %i min: it breaks out anew, is a storm, and wakes somebody', (minutes) => {
    const story = new Story();
    redisStorm(story);
    const first = story.storm.id;
    resolveAll(story, 2 * minute);
    expect(story.state.incidents.get(first)?.status).toBe('resolved');
    redisStorm(story, (2 + minutes) * minute, 'again');
    const triggered = story.pages().filter((page) => page.endsWith(':triggered'));
    expect(triggered).toHaveLength(1);
    expect(triggered[0]).not.toBe(`${first}:1:triggered`);
    expect(story.roots.filter(({ status }) => status === 'open')).toHaveLength(1);
  });
});
