import { describe, expect, it } from 'vitest';
import { digestedMessage } from '../../src/decide/message-digest.ts';
import type { LiveMessage, TroubleShown } from '../../src/domain/sending/projection.ts';
import type { Sample } from '../../src/domain/incident.ts';

const sample: Sample = {
  type: 'TypeError',
  message: 'total is no number',
  culprit: 'cart.total',
  frame: { function: 'total', filename: 'cart.ts', module: null, line: 12 },
  about: [],
  transaction: '/cart',
  environment: 'production',
  rule: 'Any error',
  tags: [['region', 'eu']],
  link: null,
  shortId: 'CART-1',
};
const shown = { title: 'TypeError', shortId: 'CART-1', link: null, service: 'cart', alerts: 3 };
const drill = {
  id: 'd1',
  subject: { service: 'cart', environment: 'production', release: null, by: null },
  end: null,
};

const trouble: TroubleShown = {
  surface: 'message',
  incident: 'inc-1',
  title: 'TypeError: total is no number',
  severity: 'error',
  storm: null,
  what: { ...whatOf(sample), seenIn: 'cart' },
  where: { environments: ['production'], releases: ['cart@1'], transaction: '/cart' },
  services: [{ name: 'cart', alerts: 3, issues: 1 }],
  moreServices: 0,
  issues: [shown],
  issueCount: 1,
  guests: null,
  since: 1_000,
  showFrom: 2_000,
  lastAlertAt: 3_000,
  alerts: 3,
  events: 3,
  sentryCount: null,
  users: null,
  rule: 'Any error',
  tags: sample.tags,
  link: null,
  shortId: 'CART-1',
  changes: [],
  deploys: [],
  assignee: null,
  previous: null,
  drill: null,
};
const open = { state: 'open', quietSince: null, notices: [] } as const;
const acknowledged = { ...open, state: 'acknowledged', acknowledgedBy: null } as const;
const resolution = { at: 4_000, by: 'human', reason: 'Resolved in Sentry.' };
const resolved = { state: 'resolved', resolution, stillArriving: 0 } as const;
const page = { reason: 'Level fatal.', generation: 1, again: 0, joined: null, standing: 'due' } as const;
const message: LiveMessage = { ...trouble, page: null, notPaged: null, ...open };

/** Another value of everything that does not follow from the sample, whatever the state. */
const others: Required<Omit<TroubleShown, 'surface' | 'what' | 'tags' | 'own'>> = {
  quoted: shown,
  quieter: [shown],
  unchanged: { watched: 1, services: 1, release: null },
  room: { channel: 'C1', archived: false },
  trend: { counts: [1, 9, 12], direction: 'rising' },
  incident: 'inc-2',
  title: 'RangeError',
  severity: 'critical',
  storm: { cause: 'redis unreachable', since: 900, unnamed: false },
  where: { ...trouble.where, releases: ['cart@1', 'cart@2'] },
  services: [{ name: 'cart', alerts: 4, issues: 1 }],
  moreServices: 1,
  issues: [{ ...shown, alerts: 4 }],
  issueCount: 2,
  guests: { count: 1, shown: [shown], newest: 'sentry:acme/9' },
  since: 999,
  showFrom: 2_001,
  updateEveryMs: 30_000,
  lastAlertAt: 3_001,
  alerts: 4,
  events: 4,
  sentryCount: 9,
  users: 2,
  origin: { firstSeenAt: 1, firstRelease: null, commit: null, owners: [], runbook: null },
  rule: 'A rule',
  link: 'https://acme.sentry.io/issues/1/',
  shortId: 'CART-2',
  changes: [{ version: 'cart@1', service: 'cart', firstAt: 500 }],
  deploys: [{ version: 'cart@1', at: 500, by: null, what: null, compareUrl: null, service: 'cart' }],
  assignee: 'ada',
  previous: 'inc-0',
  drill,
};

/** Messages that differ from each other in one thing that only some states have. */
const states: Readonly<Record<string, LiveMessage>> = {
  open: message,
  quiet: { ...message, quietSince: 4_000 },
  muted: { ...message, mute: { until: 9_000, by: 'ada' } },
  'muted for longer': { ...message, mute: { until: 9_001, by: 'ada' } },
  'with a notice': { ...message, notices: ['Pages are not getting through.'] },
  'with a reason why nobody is woken': { ...message, notPaged: 'no pager is configured' },
  paged: { ...trouble, page, ...open },
  'paged again': { ...trouble, page: { ...page, again: 1 }, ...open },
  'paged by another generation': { ...trouble, page: { ...page, generation: 2 }, ...open },
  'paged together with others': { ...trouble, page: { ...page, joined: 'inc-9' }, ...open },
  'paged at a time': { ...trouble, page: { ...page, at: 2_500 }, ...open },
  'about to be paged': { ...trouble, page: { ...page, standing: 'waiting' }, ...open },
  acknowledged: { ...message, ...acknowledged },
  'acknowledged by Ada': { ...message, ...acknowledged, acknowledgedBy: 'ada' },
  'acknowledged by two': { ...message, ...acknowledged, also: [{ by: 'bo', at: 2_800 }] },
  'acknowledged at a time': { ...message, ...acknowledged, acknowledgedAt: 2_700 },
  'acknowledged and quiet': { ...message, ...acknowledged, quietSince: 4_000 },
  'acknowledged and muted': { ...message, ...acknowledged, mute: { until: 9_000, by: 'ada' } },
  resolved: { ...trouble, page: null, notPaged: null, ...resolved },
  'resolved by Ada': {
    ...trouble,
    page: null,
    notPaged: null,
    ...resolved,
    resolution: { ...resolution, who: 'ada' },
  },
  'resolved once somebody had taken it': {
    ...trouble,
    page: null,
    notPaged: null,
    ...resolved,
    acknowledged: { by: null, at: 2_700 },
  },
  'resolved once Ada had taken it': {
    ...trouble,
    page: null,
    notPaged: null,
    ...resolved,
    acknowledged: { by: 'ada', at: 2_700 },
  },
  'resolved later': {
    ...trouble,
    page: null,
    notPaged: null,
    ...resolved,
    resolution: { ...resolution, at: 4_001 },
  },
  'resolved, and still arriving': { ...trouble, page: null, notPaged: null, ...resolved, stillArriving: 1 },
  'with events of a service': { ...message, services: [{ name: 'cart', alerts: 3, events: 2, issues: 1 }] },
  'with events of an issue': { ...message, issues: [{ ...shown, events: 2 }] },
  'with events of guests': { ...message, guests: { count: 1, events: 4, shown: [shown], newest: 'k' } },
  'with more events of guests': {
    ...message,
    guests: { count: 1, events: 5, shown: [shown], newest: 'k' },
  },
  'with a trend that falls': { ...message, trend: { counts: [1, 9, 12], direction: 'falling' } },
  'with a trend that came to nothing': {
    ...message,
    trend: { counts: [1, 9, 12], direction: 'rising', quietSince: 900 },
  },
  'of a storm that has a name': { ...message, storm: { cause: 'x', since: 1, unnamed: false } },
  'of a storm that has none': { ...message, storm: { cause: 'x', since: 1, unnamed: true } },
};

function whatOf({
  type,
  message: text,
  culprit,
  frame,
  about,
}: Sample): Omit<TroubleShown['what'], 'seenIn'> {
  return { type, message: text, culprit, frame, about };
}

const digestOf = (projection: LiveMessage, of: Sample = sample): string =>
  digestedMessage(of, projection).digest;

describe('the digest of a message', () => {
  it('is the same for the same, whatever was digested between', () => {
    const digest = digestOf(message);
    digestOf({ ...message, alerts: 9, severity: 'critical' });
    expect(digestOf({ ...message })).toBe(digest);
    expect(digestOf(structuredClone(message), structuredClone(sample))).toBe(digest);
  });

  it.each(Object.entries(others))('changes with %s', (name, value) => {
    expect(digestOf({ ...message, [name]: value })).not.toBe(digestOf(message));
  });

  it('is another in every state, in whatever order they follow', () => {
    const digests = Object.values(states).map((one) => digestOf(one));
    expect(new Set(digests).size).toBe(digests.length);
    const backwards = Object.values(states).reverse();
    expect(backwards.map((one) => digestOf(one)).reverse()).toEqual(digests);
  });

  it('of the status is the same while only counters change', () => {
    const { resolved: over, 'resolved, and still arriving': late } = states;
    const statusOf = (one: LiveMessage | undefined): string =>
      one === undefined ? '' : digestedMessage(sample, one).statusDigest;
    expect(statusOf(late)).toBe(statusOf(over));
    expect(statusOf({ ...message, alerts: 9, events: 9, lastAlertAt: 9_000 })).toBe(statusOf(message));
    expect(statusOf({ ...message, quietSince: 1 })).not.toBe(statusOf(message));
  });

  it.each<Partial<Sample>>([
    { type: 'RangeError' },
    { message: 'total is too large' },
    { culprit: null },
    { frame: null },
    { about: [{ name: 'query', value: 'select 1' }] },
    { tags: [] },
  ])('changes with what broke: %o', (change) => {
    const other = { ...sample, ...change };
    const shows = { ...message, what: { ...whatOf(other), seenIn: 'cart' }, tags: other.tags };
    expect(digestOf(shows, other)).not.toBe(digestOf(message));
  });

  it('changes with the service in which it was seen', () => {
    const shows = { ...message, what: { ...message.what, seenIn: 'search' } };
    expect(digestOf(shows)).not.toBe(digestOf(message));
  });
});
