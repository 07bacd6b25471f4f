import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alert.ts';
import type { Disposition } from '../../src/domain/inbox/disposition.ts';
import type { LiveMessage } from '../../src/domain/sending/projection.ts';
import { silence } from '../decide/routing/silence-story.ts';
import { alert, redisAlert, start } from '../make.ts';
import { minute, Story } from './story.ts';

const key = 'sentry:acme/1';
const event = 'a'.repeat(32);
const day = 24 * 60 * minute;

/** What the relay reads in Sentry of an issue, and of its newest event. */
function read(story: Story, atMs: number, change: Partial<Alert> = {}): Disposition {
  const told = alert({
    issueKey: key,
    resource: 'event.reconstructed',
    eventId: event,
    sentryAt: start + atMs - 1_000,
    eventAt: start + atMs - 1_000,
    ...change,
  });
  return story.tell(atMs, told, { source: 'sentry-api', kind: 'reconstructed', verifiedBy: 'self' });
}

const created = { resource: 'issue.created', environment: null, exceptions: [], eventId: null } as const;

describe('what the relay reads in Sentry of an issue that nobody has told of', () => {
  it('opens its incident, says that it was read there, and is no alert that a door accepted', () => {
    const story = new Story();
    const became = read(story, 0);
    expect(became).toMatchObject({ kind: 'counted', decision: { code: 'reconstructed', what: 'fires' } });
    expect(became.reason).toContain('Reconstructed from Sentry');
    const { id } = story.of(key);
    expect(story.of(key)).toMatchObject({ alerts: 0, events: 1, reconstructed: true });
    expect(story.told(id).join(' ')).toContain('Reconstructed from Sentry, since no webhook had told of it');
    expect(story.message(id)).toMatchObject({ origin: { reconstructed: true } });
  });

  it('pages by the rules of any alert: not for what is long past', () => {
    const story = new Story();
    read(story, 0, { level: 'fatal', severity: 'critical' });
    expect(story.of(key).page).not.toBeNull();
    const other = 'sentry:acme/2';
    const old = { issueKey: other, service: 'search', eventId: 'b'.repeat(32), ageMs: 16 * minute } as const;
    read(story, 1_000, { level: 'fatal', severity: 'critical', ...old });
    expect(story.of(other)).toMatchObject({
      page: null,
      unpaged: { reason: { code: 'not-paged-stale' } },
    });
  });

  it('takes nothing off the count of alerts where nobody is told of it', () => {
    const story = new Story();
    silence(story, 0, ['service="checkout"']);
    expect(read(story, 1_000, { service: 'checkout' }).kind).toBe('suppressed');
    expect(story.of(key)).toMatchObject({ alerts: 0, events: 1 });
    expect(story.tell(2_000, alert({ issueKey: key, service: 'checkout' })).kind).toBe('suppressed');
    expect(story.of(key).alerts).toBe(0);
  });

  it('becomes one storm with one page, as if it had been told', () => {
    const story = new Story();
    for (const [n, service] of ['basket', 'checkout', 'search', 'pricing', 'stock'].entries()) {
      const { issueKey, ...of } = redisAlert(service, n);
      read(story, n * 300, { ...of, issueKey });
    }
    const [storm, ...others] = story.roots;
    expect(others).toEqual([]);
    expect(storm?.storm).not.toBeNull();
    expect(storm?.page?.generations).toHaveLength(1);
  });

  it('is the same trouble as what is told of it afterwards: one incident, one page, no event twice', () => {
    const story = new Story();
    const fatal = { level: 'fatal', severity: 'critical' } as const;
    read(story, 0, fatal);
    story.tell(2_000, alert({ issueKey: key, ...created, ...fatal }));
    story.tell(3_000, alert({ issueKey: key, eventId: event, ...fatal }));
    expect(story.incidents).toHaveLength(1);
    expect(story.of(key)).toMatchObject({ alerts: 2, events: 1 });
    expect(story.of(key).page?.generations).toHaveLength(1);
  });

  it('is the same beginning as the regression that Sentry tells of late, and that once only', () => {
    const story = new Story();
    read(story, 0, { reopened: 'regressed' });
    const again = { issueKey: key, ...created, resource: 'issue.unresolved', reopened: 'regressed' } as const;
    story.tell(10 * minute, alert(again));
    expect(story.incidents).toHaveLength(1);
    story.tell(30 * minute, alert({ ...again, eventAt: start + 30 * minute }));
    expect(story.incidents).toHaveLength(2);
  });
});

describe('what the relay reads in Sentry of an issue that it knows', () => {
  it('changes nothing where it fires here too', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: key, eventId: event }));
    const before = story.of(key);
    expect(read(story, 5 * minute, { eventId: 'c'.repeat(32) })).toMatchObject({
      kind: 'set-aside',
      decision: { code: 'caught-up-known' },
    });
    expect(story.of(key)).toEqual(before);
  });

  it('ends what is over there, whether resolved or archived, and nothing twice', () => {
    for (const [status, by] of [
      ['resolved', 'sentry'],
      ['archived', 'human'],
    ] as const) {
      const story = new Story();
      story.tell(0, alert({ issueKey: key }));
      const over = { status, resource: 'issue.reconstructed', eventId: null } as const;
      expect(read(story, minute, over)).toMatchObject({ decision: { code: 'reconstructed', what: status } });
      expect(story.of(key)).toMatchObject({ status: 'resolved', resolution: { by }, alerts: 1 });
      expect(read(story, 2 * minute, over).kind).toBe('set-aside');
    }
  });

  it('says nothing of what is over there and was never heard of', () => {
    const story = new Story();
    expect(read(story, 0, { status: 'resolved' }).kind).toBe('set-aside');
    expect(story.incidents).toEqual([]);
  });

  it('opens a new incident for what came back, and none for what was expected after a person’s resolve', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: key }));
    const first = story.of(key).id;
    story.operator(minute, 'resolve', first);
    expect(read(story, 9 * minute).kind).toBe('set-aside');
    expect(story.incidents).toHaveLength(1);
    // Read much later, and still nothing but that straggler.
    expect(read(story, 30 * minute, { sentryAt: start + 9 * minute }).kind).toBe('set-aside');
    expect(read(story, 31 * minute).kind).toBe('counted');
    expect(story.of(key)).toMatchObject({ previous: first, status: 'open' });
  });

  it('opens none for an event from before its end', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: key }));
    const ended = {
      issueKey: key,
      status: 'resolved',
      resource: 'issue.resolved',
      sentryAt: start + minute,
    } as const;
    story.tell(minute, alert(ended));
    expect(read(story, 2 * minute, { sentryAt: start + minute - 1 }).kind).toBe('set-aside');
    expect(read(story, day, { sentryAt: start + 2 * minute }).kind).toBe('counted');
  });
});

describe('what Sentry has counted of an issue that is read there', () => {
  const counted = { sentryCount: 40, sentryUsers: 7, countedSince: start - 10 * minute } as const;
  const named = (n: number) => n.toString(16).padStart(32, '0');
  const live = (story: Story, issueKey = key): LiveMessage => {
    const { id, parent } = story.of(issueKey);
    return story.liveMessage(parent ?? id);
  };
  const figures = (story: Story, issueKey = key) => {
    const message = live(story, issueKey);
    return [message.events, message.users, ...message.services.map(({ events }) => events)];
  };

  it('is the least that its incident, its service and the issue show, and what is told of late is in it', () => {
    const story = new Story();
    read(story, 0, counted);
    expect(figures(story)).toEqual([40, 7, 40]);
    expect(live(story).issues).toMatchObject([{ events: 40 }]);
    story.tell(minute, alert({ issueKey: key, eventId: event, sentryAt: start - 1_000 }));
    for (let n = 0; n < 39; n += 1)
      story.tell(minute + n, alert({ issueKey: key, eventId: named(n), sentryAt: start - 2_000 - n }));
    expect(figures(story)).toEqual([40, 7, 40]);
    story.tell(2 * minute, alert({ issueKey: key, eventId: named(99), sentryAt: start - 5_000 }));
    expect(figures(story)).toEqual([41, 7, 41]);
    expect(live(story).issues).toMatchObject([{ events: 41 }]);
  });

  it('grows by what happened after it was read, and never by what was told of twice', () => {
    const story = new Story();
    read(story, 0, counted);
    const later = alert({ issueKey: key, eventId: named(1), sentryAt: start + 5 * minute });
    story.tell(5 * minute, later);
    story.tell(6 * minute, { ...later, resource: 'event.alert' });
    expect(figures(story)).toEqual([41, 7, 41]);
  });

  it('adds up over the services of a storm, each with its own', () => {
    const story = new Story();
    for (const [n, service] of ['basket', 'checkout', 'search', 'pricing', 'stock'].entries()) {
      const { issueKey, ...of } = redisAlert(service, n);
      read(story, n * 300, { ...of, ...counted, issueKey, sentryCount: 20 + n });
    }
    const [storm] = story.roots;
    const message = live(story, storm?.issues[0]);
    expect(message.services.map(({ events }) => events)).toEqual([20, 21, 22, 23, 24]);
    expect(message.events).toBe(110);
  });

  it('goes along with an issue that a person parts from its incident', () => {
    const story = new Story();
    const other = 'sentry:acme/2';
    story.tell(0, alert({ issueKey: other, eventId: named(1) }));
    read(story, 1_000, counted);
    expect(story.incidents).toHaveLength(1);
    expect(figures(story)).toEqual([41, 7, 41]);
    story.part(minute, story.of(key).id, key);
    expect([figures(story)[0], figures(story, other)[0]]).toEqual([40, 1]);
    story.tell(2 * minute, alert({ issueKey: key, eventId: named(2), sentryAt: start }));
    expect([figures(story)[0], figures(story, other)[0]]).toEqual([40, 1]);
  });

  it('is not what is shown where it may be of an outbreak before: that was counted then', () => {
    for (const [countedSince, events] of [
      [start - minute, 1],
      [start + 5 * minute, 40],
    ] as const) {
      const story = new Story();
      story.tell(0, alert({ issueKey: key, eventId: named(1) }));
      story.operator(minute, 'resolve', story.of(key).id);
      read(story, 31 * minute, { ...counted, countedSince });
      expect(story.incidents).toHaveLength(2);
      expect(story.of(key).events).toBe(events);
    }
  });

  it('stays behind when the issue comes back', () => {
    const story = new Story();
    read(story, 0, counted);
    story.operator(minute, 'resolve', story.of(key).id);
    story.tell(31 * minute, alert({ issueKey: key, eventId: named(1), sentryAt: start + 31 * minute }));
    story.tell(32 * minute, alert({ issueKey: key, eventId: named(2), sentryAt: start }));
    expect(story.of(key)).toMatchObject({ events: 2 });
  });

  it('says until then that no webhook told of it, and afterwards that it was read first', () => {
    const story = new Story();
    read(story, 0, counted);
    expect(live(story).origin).not.toHaveProperty('toldSince');
    story.tell(minute, alert({ issueKey: key, ...created }));
    expect(live(story)).toMatchObject({ origin: { toldSince: true } });
  });
});
