import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { Draft } from '../../../src/correlate/state/draft.ts';
import { seldomSentence } from '../../../src/correlate/storm/explanation-words.ts';
import { seldomStanding } from '../../../src/correlate/storm/one-after-another.ts';
import { policy } from '../../make.ts';
import { minute, Story } from '../story.ts';
import { alertSaying } from '../voices.ts';
import { twoQuietHours, wordless } from '../wordless.ts';

/** What several services can say of one thing that they cannot reach, or that refuses them. */
const outages: readonly (readonly string[])[] = [
  ['MongoServerSelectionError: connect ECONNREFUSED mongo-main:27017'],
  ['MongoNetworkError: connect ECONNREFUSED 10.2.3.4:27017'],
  [
    'OperationalError: connection to server at "orders-db" (10.0.0.4), port 5432 failed: Connection refused',
    'PSQLException: Connection to orders-db:5432 refused.',
    'Error: failed to connect to `host=orders-db user=app database=app`: dial error',
  ],
  ['AxiosError: connect ETIMEDOUT payments.acme.internal:443', 'Error: 503 from payments'],
  ['Error: 14 UNAVAILABLE: No connection established'],
  ['Error: getaddrinfo ENOTFOUND orders-db.acme.internal'],
  ['SSLError: certificate has expired (_ssl.c:1007)'],
  ['OperationalError: FATAL: password authentication failed for user "app"'],
  ['Error: не удалось подключиться к серверу: Соединение отклонено'],
];

interface Told {
  readonly says: readonly string[];
  readonly services: number;
  readonly apart: number;
  /** Each speaks so often, once in five minutes. */
  readonly times?: number;
  readonly severity?: Alert['severity'];
}

function tellOf(
  story: Story,
  from: number,
  { says, services, apart, times = 1, severity = 'error' }: Told,
): void {
  const told = Array.from({ length: services * times }, (_, n) => ({
    n: n % services,
    at: from + (n % services) * apart + Math.floor(n / services) * 5 * minute,
  }));
  for (const { n, at } of told.sort((a, b) => a.at - b.at))
    story.tell(at, {
      ...alertSaying(says[n % says.length]!),
      issueKey: `sentry:acme/9${n}`,
      service: `shop-${n}`,
      eventId: `e${n}-${at}`,
      severity,
    });
}

function pagesOf({ incidents }: Story): number {
  return incidents.filter(({ page }) => page !== null).length;
}

function pagesFor(told: Told, { warm = true, of = policy }: { warm?: boolean; of?: Policy } = {}): number {
  const story = new Story(of);
  tellOf(story, warm ? twoQuietHours(story) : 0, told);
  return pagesOf(story);
}

const outage = fc.record({
  says: fc.constantFrom(...outages),
  services: fc.integer({ min: 5, max: 8 }),
  apart: fc.integer({ min: 5_000, max: 75_000 }),
  times: fc.constantFrom(1, 2, 3),
});

describe('what several services name one after the other, each seldom', () => {
  it('is one outage, and wakes somebody once', () => {
    fc.assert(
      fc.property(outage, fc.boolean(), (told, warm) => {
        expect(pagesFor(told, { warm })).toBe(1);
      }),
      { numRuns: 40 },
    );
  });

  it('is told as what it is', () => {
    const story = new Story();
    tellOf(story, twoQuietHours(story), { says: outages[0]!, services: 6, apart: 40_000 });
    expect(story.storm.storm?.cause.title).toBe('mongo unreachable (mongo-main)');
    expect(story.told(story.storm.id, ({ kind }) => kind === 'storm').join(' ')).toContain(
      '4 issues of 4 services broke out one after the other',
    );
    expect(story.state.children.get(story.storm.id)?.size).toBe(5);
  });

  it('needs no more than three services where each of them goes on', () => {
    const three = { says: outages[0]!, services: 3, apart: 60_000 };
    expect(pagesFor({ ...three, times: 3 })).toBe(1);
    expect(pagesFor({ ...three, times: 1 })).toBe(0);
  });

  it('keeps to how many services the operator wants for a storm, and to a shorter window', () => {
    const five = { says: outages[0]!, services: 5, apart: 40_000 };
    expect(pagesFor(five, { of: { ...policy, storm: { ...policy.storm, minServices: 6 } } })).toBe(0);
    const quick = { of: { ...policy, storm: { ...policy.storm, windowMs: 20_000 } } };
    expect(pagesFor(five, quick)).toBe(1);
    expect(pagesFor({ ...five, apart: 75_000 }, quick)).toBe(0);
  });

  it('is explained by what it lacks before it is one', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    tellOf(story, from, { says: outages[0]!, services: 2, apart: 40_000 });
    const draft = new Draft(story.state, story.state.meta.cursor + 1, story.state.meta.now);
    const standing = seldomStanding(draft, story.state.issues.get('sentry:acme/91')!);
    expect(standing).toMatchObject({ services: 2, minServices: 3, withinMs: 10 * minute, isStorm: false });
    expect(seldomSentence(standing!)).toMatch(
      /^mongo unreachable \(mongo-main\): named by 2 of 3 services within 10 min; by chance .* no storm yet$/,
    );
  });

  it('wakes somebody again when it comes back', () => {
    const story = new Story();
    const told = { says: outages[0]!, services: 6, apart: 30_000 };
    tellOf(story, 0, told);
    story.operator(5 * minute, 'resolve', story.storm.id);
    tellOf(story, 40 * minute, told);
    expect(pagesOf(story)).toBe(2);
  });
});

describe('what has nothing in common', () => {
  it('wakes nobody in several services within ten minutes', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...outages.slice(0, 4).map(([first]) => first!)], { minLength: 3 }),
        fc.integer({ min: 5_000, max: 100_000 }),
        fc.boolean(),
        (different, apart, warm) => {
          const story = new Story();
          const from = warm ? twoQuietHours(story) : 0;
          for (const [n, text] of different.entries())
            story.tell(from + n * apart, {
              ...alertSaying(text),
              issueKey: `sentry:acme/7${n}`,
              service: `odd-${n}`,
              eventId: `o${n}`,
            });
          for (let n = 0; n < 5; n += 1)
            story.tell(from + different.length * apart + n * apart, wordless(700 + n, `shop-${n}`));
          expect(pagesOf(story)).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('wakes nobody where it is merely warned of', () => {
    fc.assert(
      fc.property(outage, (told) => {
        expect(pagesFor({ ...told, apart: Math.max(told.apart, 31_000), severity: 'warning' })).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  it.each([22, 43, 56, 57])(
    'wakes nobody in hours of what forty services say on any day (seed %i)',
    (seed) => {
      const story = new Story();
      const draw = drawnFrom(seed);
      const pause = seed === 56 ? 40_000 : 10_000;
      for (let at = 0, n = 0; at < 120 * minute; n += 1, at += 1 + draw(2 * pause)) {
        const service = `shop-${draw(40)}`;
        const called = alertSaying(`Error: connect ETIMEDOUT ${partners[draw(25)]!}.acme.internal:443`);
        const said = draw(3) === 0 ? called : wordless(n % 1_000, service);
        story.tell(at, { ...said, issueKey: `sentry:acme/${n}`, service, eventId: `n${n}` });
      }
      expect(pagesOf(story)).toBe(0);
    },
  );
});

describe('in noise that names nothing', () => {
  /** Hours of errors without a name, so many a minute, then an outage, while the noise goes on. */
  const storyIn = (
    aMinute: number,
    seed: number,
    named: (draw: (below: number) => number) => boolean,
  ): Story => {
    const story = new Story();
    const draw = drawnFrom(seed);
    const began = 120 * minute;
    const outage = Array.from({ length: 4 }, (_, n) => ({ n, at: began + n * 30_000 }));
    const noise: number[] = [];
    for (let at = 0; at < began + 3 * minute; at += 1 + draw((2 * minute) / aMinute)) noise.push(at);
    const told = [...noise.map((at) => ({ n: -1, at })), ...outage].sort((a, b) => a.at - b.at);
    for (const [k, { n, at }] of told.entries()) {
      const service = n < 0 ? `odd-${draw(20)}` : `shop-${n}`;
      const partner = alertSaying(`Error: connect ETIMEDOUT ${partners[draw(25)]!}.acme.internal:443`);
      const odd = named(draw) ? partner : wordless(k % 1_000, service);
      const said = n < 0 ? odd : alertSaying(outages[0]![0]!);
      story.tell(at, { ...said, issueKey: `sentry:acme/${k}`, service, eventId: `k${k}` });
    }
    return story;
  };

  it.each([1, 2, 4, 8])('four services are enough however much there is of it (%i a minute)', (aMinute) => {
    for (const seed of [3, 4]) expect(pagesOf(storyIn(aMinute, seed, () => false))).toBe(1);
  });

  it('they are not where the noise names something now and then', () => {
    expect(pagesOf(storyIn(4, 3, (draw) => draw(4) === 0))).toBe(0);
  });
});

const partners =
  'alder aspen beech birch cedar cherry cypress elder elm fir hazel hemlock juniper larch laurel linden maple oak olive pine poplar rowan spruce walnut willow'.split(
    ' ',
  );

/** Draws below a number, the same for one seed (mulberry32). */
function drawnFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
