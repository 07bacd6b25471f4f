import { describe, expect, it } from 'vitest';
import { emptyState, type BrainState } from '../../src/correlate/brain-state.ts';
import type { Alert } from '../../src/domain/alert.ts';
import type { Disposition, Entry } from '../../src/domain/entry.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Wanted } from '../../src/domain/notification.ts';
import { applyRun } from '../../src/pipeline/apply-inbox.ts';
import { alert, entry, policy, readAlert, redisAlert, start } from '../make.ts';

const minute = 60_000;

/** A relay's brain, fed by hand. */
class Story {
  readonly state: BrainState = emptyState({ install: 'i1', now: 0, cursor: 0, policy, pagesWanted: [] });
  private seq = 0;
  private readonly wanted = new Map<string, Wanted>();

  tell(atMs: number, body: Alert | string, change: Partial<Entry> = {}): Disposition {
    this.seq += 1;
    const batch = applyRun(this.state, [entry(this.seq, start + atMs, body, change)], readAlert);
    for (const row of batch.wanted) this.wanted.set(row.id, row);
    const disposition = batch.dispositions[0]?.disposition;
    if (disposition === undefined) throw new Error('No disposition.');
    return disposition;
  }

  operator(atMs: number, action: 'acknowledge' | 'resolve', incident: string): Disposition {
    return this.tell(atMs, JSON.stringify({ action, incident, who: 'Ada' }), { source: 'operator' });
  }

  get incidents(): readonly Incident[] {
    return [...this.state.incidents.values()];
  }

  get roots(): readonly Incident[] {
    return this.incidents.filter((incident) => incident.parent === null && incident.kind === 'alerts');
  }

  get storm(): Incident {
    const storm = this.incidents.find((incident) => incident.storm !== null);
    if (storm === undefined) throw new Error('There is no storm.');
    return storm;
  }

  pages(): readonly string[] {
    const pages = [...this.wanted.values()].filter((row) => row.projection.surface === 'page');
    return pages.map(
      (row) =>
        `${row.incident}:${row.projection.surface === 'page' ? `${row.projection.generation}:${row.projection.state}` : ''}`,
    );
  }

  message(incident: string): Wanted['projection'] | undefined {
    return this.wanted.get(`${incident}/slack/C1/message`)?.projection;
  }
}

/** Three services that cannot reach redis, two issues each. */
function redisStorm(story: Story, from = 0): void {
  for (const [index, service] of ['cart', 'login', 'search'].entries()) {
    story.tell(from + index * 500, redisAlert(service, 1));
    story.tell(from + index * 500 + 100, redisAlert(service, 2));
  }
}

describe('identity', () => {
  it('counts one error once, whichever resources bring it', () => {
    const story = new Story();
    const eventId = 'e1';
    story.tell(0, alert({ resource: 'issue.created', eventId: null }));
    story.tell(100, alert({ resource: 'event_alert.triggered', eventId }));
    story.tell(200, alert({ resource: 'error.created', eventId }));
    expect(story.roots).toHaveLength(1);
    expect(story.roots[0]).toMatchObject({ alerts: 3, events: 1 });
  });

  it('lets a new issue of the same trouble join, but never moves a known one', () => {
    const story = new Story();
    story.tell(
      0,
      alert({
        issueKey: 'sentry:acme/1',
        message: 'boom',
        title: 'boom',
        exceptions: [{ type: 'E', value: 'boom' }],
      }),
    );
    story.tell(
      10,
      alert({
        issueKey: 'sentry:acme/2',
        message: 'boom',
        title: 'boom',
        exceptions: [{ type: 'E', value: 'boom' }],
      }),
    );
    expect(story.roots).toHaveLength(1);
    story.tell(
      20,
      alert({
        issueKey: 'sentry:acme/2',
        exceptions: [
          { type: 'Other', value: 'quite another story' },
          { type: 'E', value: 'boom' },
        ],
      }),
    );
    expect(story.roots).toHaveLength(1);
    expect(story.roots[0]?.issues).toEqual(['sentry:acme/1', 'sentry:acme/2']);
  });

  it('keeps environments of another class apart', () => {
    const story = new Story();
    story.tell(
      0,
      alert({
        issueKey: 'sentry:acme/1',
        message: 'boom',
        title: 'boom',
        exceptions: [{ type: 'E', value: 'boom' }],
      }),
    );
    story.tell(
      10,
      alert({
        issueKey: 'sentry:acme/2',
        environment: 'staging',
        message: 'boom',
        title: 'boom',
        exceptions: [{ type: 'E', value: 'boom' }],
      }),
    );
    expect(story.roots).toHaveLength(2);
  });
});

describe('storms', () => {
  it('promotes the oldest member when three services share a cause, and pages once', () => {
    const story = new Story();
    redisStorm(story);
    expect(story.roots).toHaveLength(1);
    expect(story.storm.storm?.cause.kind).toBe('dependency');
    expect(story.storm.id).toBe('inc-1');
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
    expect(story.message('inc-1')).toMatchObject({ state: 'open', severity: 'critical', alerts: 6 });
  });

  it('announces the promotion in the channel, because edits notify nobody', () => {
    const story = new Story();
    redisStorm(story);
    const told = story.state.timeline.get('inc-1')?.filter((item) => item.tell === 'channel');
    expect(told).toHaveLength(1);
    expect(told?.[0]?.detail).toContain('redis');
  });

  it('makes the member whose page is wanted the root, however young', () => {
    const story = new Story();
    story.tell(0, redisAlert('cart', 1));
    story.tell(100, redisAlert('login', 1, { level: 'fatal', severity: 'critical' }));
    story.tell(200, redisAlert('search', 1));
    story.tell(300, redisAlert('search', 2));
    story.tell(400, redisAlert('mail', 1));
    expect(story.storm.id).toBe('inc-2');
    expect(story.incidents.filter((incident) => incident.parent === 'inc-2')).toHaveLength(4);
  });

  it('takes new services up at once, as children that were never shown', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(9_000, redisAlert('mail', 1));
    const child = story.incidents.find((incident) => incident.services[0]?.name === 'mail');
    expect(child?.parent).toBe('inc-1');
    expect(story.message(child?.id ?? '')).toMatchObject({ state: 'part-of', alerts: 0 });
    expect(story.message('inc-1')).toMatchObject({
      alerts: 7,
      services: [{ name: 'cart' }, { name: 'login' }, { name: 'search' }, { name: 'mail' }],
    });
  });

  it('never makes a storm of unrelated failures', () => {
    const story = new Story();
    const words = ['basket', 'invoice', 'avatar', 'locale', 'coupon', 'parcel', 'ledger', 'widget'];
    for (const [n, word] of words.entries()) {
      story.tell(
        n * 1_000,
        alert({
          issueKey: `sentry:acme/${word}`,
          service: `s-${word}`,
          title: `${word} failed`,
          message: `${word} is undefined here`,
          type: `${word}Error`,
          exceptions: [{ type: `${word}Error`, value: `${word} is undefined here` }],
        }),
      );
    }
    expect(story.incidents.some((incident) => incident.storm !== null)).toBe(false);
  });

  it('never crosses environment classes', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(5_000, redisAlert('mail', 1, { environment: 'staging' }));
    expect(
      story.incidents.find((incident) => incident.environmentClass === 'non-production')?.parent,
    ).toBeNull();
  });

  it('resolves when the issues of the root and of all children are resolved, and not before', () => {
    const story = new Story();
    redisStorm(story);
    const keys = ['cart-1', 'cart-2', 'login-1', 'login-2', 'search-1'];
    for (const key of keys)
      story.tell(
        minute,
        alert({ issueKey: `sentry:acme/${key}`, status: 'resolved', resource: 'issue.resolved' }),
      );
    expect(story.storm.status).toBe('open');
    story.tell(
      minute,
      alert({ issueKey: 'sentry:acme/search-2', status: 'resolved', resource: 'issue.resolved' }),
    );
    expect(story.incidents.every((incident) => incident.status === 'resolved')).toBe(true);
    expect(story.pages()).toEqual(['inc-1:1:resolved']);
  });

  it('acts on the root when a human resolves a child', () => {
    const story = new Story();
    redisStorm(story);
    story.operator(minute, 'resolve', 'inc-3');
    expect(story.storm).toMatchObject({ status: 'resolved', resolution: { by: 'human', who: 'Ada' } });
  });
});

describe('resolve and reopen', () => {
  it('counts an alert that happened before the resolve and reopens nothing', () => {
    const story = new Story();
    story.tell(0, alert());
    story.tell(1_000, alert({ status: 'resolved', resource: 'issue.resolved' }));
    story.tell(2_000, alert({ eventId: 'late', eventAt: start + 500 }));
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

  it.each(['regressed', 'escalating'] as const)(
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
