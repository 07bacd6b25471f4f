import { describe, expect, it } from 'vitest';
import { digestedMessage } from '../../src/decide/message-digest.ts';
import type { MessageProjection } from '../../src/domain/projection.ts';
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

const message: MessageProjection = {
  surface: 'message',
  incident: 'inc-1',
  state: 'open',
  partOf: null,
  title: 'TypeError: total is no number',
  severity: 'error',
  storm: null,
  what: { ...whatOf(sample), seenIn: 'cart' },
  where: { environments: ['production'], releases: ['cart@1'], transaction: '/cart' },
  services: [{ name: 'cart', alerts: 3, issues: 1 }],
  moreServices: 0,
  issues: [shown],
  issueCount: 1,
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
  page: null,
  pageAgain: 0,
  notPaged: null,
  acknowledgedBy: null,
  assignee: null,
  resolution: null,
  stillArriving: 0,
  quietSince: null,
  previous: null,
  notices: [],
  drill: null,
};

/** Another value of everything that does not follow from the sample. */
const others: Required<Omit<MessageProjection, 'surface' | 'what' | 'tags'>> = {
  incident: 'inc-2',
  state: 'resolved',
  partOf: { incident: 'inc-9', title: 'redis unreachable' },
  title: 'RangeError',
  severity: 'critical',
  storm: { cause: 'redis unreachable', since: 900 },
  where: { ...message.where, releases: ['cart@1', 'cart@2'] },
  services: [{ name: 'cart', alerts: 4, issues: 1 }],
  moreServices: 1,
  issues: [{ ...shown, alerts: 4 }],
  issueCount: 2,
  guests: { count: 1, shown: [shown], newest: 'sentry:acme/9' },
  since: 999,
  showFrom: 2_001,
  lastAlertAt: 3_001,
  alerts: 4,
  events: 4,
  sentryCount: 9,
  users: 2,
  rule: 'A rule',
  link: 'https://acme.sentry.io/issues/1/',
  shortId: 'CART-2',
  changes: [{ version: 'cart@1', service: 'cart', firstAt: 500 }],
  deploys: [{ version: 'cart@1', at: 500, by: null, what: null, compareUrl: null, service: 'cart' }],
  page: { reason: 'Level fatal.', generation: 1, joined: null },
  pageAgain: 1,
  notPaged: 'no pager is configured',
  acknowledgedBy: 'ada',
  assignee: 'ada',
  resolution: { at: 4_000, by: 'human', reason: 'Resolved in Sentry.' },
  stillArriving: 1,
  quietSince: 4_000,
  previous: 'inc-0',
  notices: ['Pages are not getting through.'],
  drill,
};

function whatOf({ type, message: text, culprit, frame, about }: Sample): MessageProjection['what'] {
  return { type, message: text, culprit, frame, about };
}

const digestOf = (projection: MessageProjection, of: Sample = sample): string =>
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
