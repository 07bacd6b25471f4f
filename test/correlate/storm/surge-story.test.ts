import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';
import { twoQuietHours, wave, wordless } from '../wordless.ts';

const shop = ['cart', 'login', 'search', 'mail'];
const triggered = (story: Story): readonly string[] =>
  story.pages().filter((page) => page.endsWith(':triggered'));
const toldBy = (story: Story, id: string, by: string): readonly string[] =>
  story.told(id, ({ tell }) => tell === by);

/** What an issue of a wave says once its exceptions are known. */
function richer(n: number, service: string, value: string): Alert {
  return wordless(n, service, {
    eventId: `r${n}`,
    exceptions: [
      { type: 'Error', value, module: null },
      { type: 'QueryError', value: 'failed', module: null },
    ],
  });
}

describe('an outage that no word explains', () => {
  it('is noticed by how many issues break out, and pages once', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    wave(story, from, { services: shop });
    expect(story.storm.storm?.cause).toMatchObject({ kind: 'surge', key: 'surge' });
    expect(triggered(story)).toEqual([`${story.storm.id}:1:triggered`]);
    wave(story, from + 20_000, { first: 520, services: [...shop, 'billing'] });
    expect(story.incidents.filter(({ storm }) => storm !== null)).toHaveLength(1);
    expect(triggered(story)).toHaveLength(1);
    expect(story.of('sentry:acme/w523').parent).toBe(story.storm.id);
  });

  it('says in the channel that it is one, since edits notify nobody', () => {
    const story = new Story();
    wave(story, twoQuietHours(story), { services: shop });
    expect(toldBy(story, story.storm.id, 'channel').join()).toMatch(
      /^Storm, cause not named yet: 6 issues of 4 services in \d+ s, usually .* a minute\. They fell in this order/,
    );
  });

  it('is none where one service alone says three times what it says', () => {
    const story = new Story();
    wave(story, twoQuietHours(story), { issues: 4, services: ['cart'] });
    expect(story.incidents.every(({ storm }) => storm === null)).toBe(true);
  });

  it('is noticed sooner by who has watched for two hours than by who has for a minute', () => {
    const pair = { issues: 4, services: ['cart', 'login'] };
    const warm = new Story();
    wave(warm, twoQuietHours(warm), pair);
    expect(triggered(warm)).toHaveLength(1);
    const cold = new Story();
    wave(cold, 0, pair);
    expect(cold.incidents.every(({ storm }) => storm === null)).toBe(true);
    wave(cold, 20_000, { first: 600, issues: 8, services: shop });
    expect(triggered(cold)).toHaveLength(1);
  });

  it('is not seen in what speaks twice a minute by who has just begun to watch', () => {
    const services = [...shop, 'pay'];
    const cold = new Story();
    for (let n = 0; n < 8; n += 1) {
      const at = n * 6_000;
      for (const later of [0, 9_000])
        cold.tell(at + later / 100, wordless(n, services[n % 5] ?? '', { eventId: `e${n}-${later}` }));
    }
    expect(cold.incidents.every(({ storm }) => storm === null)).toBe(true);
    const warm = new Story();
    wave(warm, twoQuietHours(warm), { issues: 8, services, times: 2 });
    expect(triggered(warm)).toHaveLength(1);
  });

  it('is noticed where every issue is told only once in half an hour, by many more of them', () => {
    const story = new Story();
    const day = 90;
    for (let n = 0; n < day; n += 1) story.tell(n * minute, wordless(n, `elsewhere-${n % 9}`));
    const services = ['cart', 'login', 'search', 'mail', 'pay', 'stock'];
    wave(story, day * minute + minute, { issues: 9, services, times: 1 });
    expect(story.incidents.every(({ storm }) => storm === null)).toBe(true);
    wave(story, day * minute + minute + 4_000, { first: 600, issues: 6, services, times: 1 });
    expect(story.storm.storm?.cause.kind).toBe('surge');
    expect(triggered(story)).toHaveLength(1);
  });
});

describe('a surge that gets a name', () => {
  it('keeps its page, and says so in the thread', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    wave(story, from, { services: shop });
    const { id } = story.storm;
    for (const [n, service] of shop.entries()) {
      story.tell(from + 15_000 + n * 500, redisAlert(service, 1));
      story.tell(from + 15_100 + n * 500, redisAlert(service, 2));
    }
    expect(story.incidents.filter(({ storm }) => storm !== null).map((one) => one.id)).toEqual([id]);
    expect(story.storm.storm?.cause.key).toMatch(/^dependency:redis/);
    expect(toldBy(story, id, 'thread')).toContain(
      `The cause is now known: ${story.storm.storm?.cause.title}.`,
    );
    expect(triggered(story)).toEqual([`${id}:1:triggered`]);
  });

  it('is not split by a name that a few say in the services of the rest', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    wave(story, from, { issues: 12, services: shop });
    for (const n of [504, 505, 506])
      story.tell(from + 13_000 + n, richer(n, shop[(n - 500) % 4]!, 'connect ECONNREFUSED 10.0.0.7:6379'));
    expect(story.incidents.filter(({ storm }) => storm !== null)).toHaveLength(1);
    expect(triggered(story)).toHaveLength(1);
  });
});

describe('two outages that begin together', () => {
  it('are one surge until their names split it: two pages, and each member where it belongs', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    const services = ['cart', 'login', 'search', 'mail', 'pay', 'stock', 'tax', 'ship', 'media', 'geo'];
    wave(story, from, { issues: 10, services });
    expect(triggered(story)).toHaveLength(1);
    const of = (n: number): string => {
      const { id, parent } = story.of(`sentry:acme/w${n}`);
      return parent ?? id;
    };
    const first = of(500);
    for (const n of [506, 507, 508, 509])
      story.tell(from + 14_000 + n, richer(n, services[n - 500]!, 'connect ECONNREFUSED 10.0.0.7:6379'));
    for (const n of [500, 501, 502, 503, 504, 505])
      story.tell(from + 16_000 + n, richer(n, services[n - 500]!, 'connect ECONNREFUSED 10.0.0.9:5432'));
    expect(new Set([506, 507, 508, 509].map(of)).size).toBe(1);
    expect(new Set([500, 501, 502, 503, 504, 505].map(of))).toEqual(new Set([first]));
    expect(of(506)).not.toBe(first);
    expect(story.state.incidents.get(of(506))?.storm?.cause.key).toBe('dependency:redis');
    expect(story.state.incidents.get(first)?.storm?.cause.key).toBe('dependency:postgres');
    expect(triggered(story).toSorted()).toEqual(
      [`${first}:1:triggered`, `${of(506)}:1:triggered`].toSorted(),
    );
    expect(story.state.timers.has(`quiet:${of(506)}`)).toBe(true);
  });
});

describe('an issue that says more with its next alert', () => {
  it('is looked at again: a newer trace of its own ties it to the storm', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(4_000, redisAlert('cart', 1, { eventId: 'traced', traceId: 'trace-of-the-storm' }));
    story.tell(5_000, wordless(1, 'ledger', { eventId: 'a', traceId: 'its-first-trace' }));
    expect(story.of('sentry:acme/w1').parent).toBeNull();
    story.tell(9_000, wordless(1, 'ledger', { eventId: 'b', traceId: 'trace-of-the-storm' }));
    expect(story.of('sentry:acme/w1')).toMatchObject({
      parent: story.storm.id,
      adoption: { soft: false, rule: 'same-trace' },
    });
  });

  it('remembers eight traces, the newest', () => {
    const story = new Story();
    for (let n = 0; n < 12; n += 1)
      story.tell(n * 1_000, wordless(1, 'ledger', { eventId: `e${n}`, traceId: `t${n % 11}` }));
    expect(story.state.issues.get('sentry:acme/w1')?.traces).toEqual(
      expect.arrayContaining(['t0', 't10', 't5']),
    );
    expect(story.state.issues.get('sentry:acme/w1')?.traces).toHaveLength(8);
  });
});
