import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import type { LoneTruth, OutageTruth } from '../../../simulator/storm/truth.ts';
import { judgedWith, pagerOf, slackOf, type Change } from './changed-run.ts';
import { delivery, message, outburst, page, pageCall, revision, T0, waking } from './evidence-sample.ts';

type Pager = NonNullable<Evidence['pagerduty']>;

const pager = (good: Evidence, change: Partial<Pager>): { pagerduty: Pager } => ({
  pagerduty: { ...pagerOf(good), ...change },
});
const outage = (good: Evidence, change: Partial<OutageTruth>): { outages: OutageTruth[] } => ({
  outages: good.outages.map((one) => ({ ...one, ...change })),
});

/** The good run, whose outage breaks out again after 20 minutes. */
const SECOND = 20 * 60_000;
const again = (good: Evidence, wakes = true): Pick<Evidence, 'outages' | 'deliveries'> => ({
  ...outage(good, { outbursts: [outburst(0, 40_000), outburst(SECOND, SECOND + 40_000, wakes)] }),
  deliveries: [...good.deliveries, delivery(SECOND + 500, 'a-api')],
});
const acknowledged = (at: number, failure: string | null = null): Pick<Evidence, 'acts'> => ({
  acts: [{ at: T0 + at, does: 'acknowledge', what: 'cache', dedupKey: 'stormrelay:x:i1:1', failure }],
});

describe('somebody-woken convicts', () => {
  const SPOILED: Change[] = [
    ['nobody was woken', 'somebody-woken', (good) => pager(good, { incidents: [], wakings: [] })],
    [
      'somebody was woken too late',
      'somebody-woken',
      (good) => pager(good, { wakings: [waking(4000, { at: T0 + 90_000 })] }),
    ],
    ['only the first outburst woke somebody', 'somebody-woken', (good) => again(good)],
    [
      'it was for something else that somebody was woken',
      'somebody-woken',
      (good) =>
        pager(good, {
          calls: [],
          incidents: [page(4000, { dedupKey: 'stormrelay:x:i7:1', summary: 'z-api', customDetails: null })],
        }),
    ],
  ];
  it.each(SPOILED)('when %s', (_what, name, change) => {
    expect(judgedWith(name, change)).toBe(false);
  });
});

describe('somebody-woken holds', () => {
  const HELD: Change[] = [
    [
      'when every outburst woke somebody, under the same key too',
      'somebody-woken',
      (good) => ({
        ...again(good),
        ...pager(good, {
          incidents: [page(4000), page(SECOND + 2000)],
          wakings: [waking(4000), waking(SECOND + 2000)],
        }),
      }),
    ],
    ['when the second outburst is to wake nobody', 'somebody-woken', (good) => again(good, false)],
    [
      'when the relay never heard of the second outburst',
      'somebody-woken',
      (good) => ({ ...again(good), deliveries: good.deliveries }),
    ],
  ];
  it.each(HELD)('%s', (_what, name, change) => {
    expect(judgedWith(name, change)).toBe(true);
  });
});

describe('nobody-woken-twice convicts', () => {
  const SPOILED: Change[] = [
    [
      'a new key rang for the same outburst',
      'nobody-woken-twice',
      (good) =>
        pager(good, {
          incidents: [page(4000), page(9000, { dedupKey: 'stormrelay:x:i1:2' })],
          wakings: [waking(4000), waking(9000, { dedupKey: 'stormrelay:x:i1:2' })],
        }),
    ],
    [
      'the same key rang again after somebody had resolved it',
      'nobody-woken-twice',
      (good) => pager(good, { incidents: [page(4000), page(9000)], wakings: [waking(4000), waking(9000)] }),
    ],
    [
      'it rang after an acknowledgement',
      'nobody-woken-twice',
      (good) => ({
        ...acknowledged(6000),
        ...pager(good, { incidents: [page(4000), page(9000)], wakings: [waking(4000), waking(9000)] }),
      }),
    ],
    [
      'an outburst rang that was to wake nobody',
      'nobody-woken-twice',
      (good) => ({
        ...again(good, false),
        ...pager(good, {
          incidents: [page(4000), page(SECOND + 2000)],
          wakings: [waking(4000), waking(SECOND + 2000)],
        }),
      }),
    ],
    [
      'somebody could not acknowledge what rang',
      'nobody-woken-twice',
      () => acknowledged(6000, 'there was no open page of it'),
    ],
  ];
  it.each(SPOILED)('when %s', (_what, name, change) => {
    expect(judgedWith(name, change)).toBe(false);
  });
});

describe('nobody-woken-twice forgives', () => {
  const twice = (good: Evidence, severities: readonly string[]) => {
    const [first = '', second = ''] = severities;
    return pager(good, {
      incidents: [page(4000), page(9000)],
      wakings: [waking(4000, { severity: first }), waking(9000, { severity: second })],
    });
  };

  it('a rise in severity after an acknowledgement', () => {
    const rise = (good: Evidence) => ({ ...acknowledged(6000), ...twice(good, ['error', 'critical']) });
    expect(judgedWith('nobody-woken-twice', rise)).toBe(true);
    const fall = (good: Evidence) => ({ ...acknowledged(6000), ...twice(good, ['critical', 'error']) });
    expect(judgedWith('nobody-woken-twice', fall)).toBe(false);
  });

  it('the next outburst', () => {
    expect(
      judgedWith('nobody-woken-twice', (good) => ({
        ...again(good),
        ...acknowledged(6000),
        ...pager(good, {
          incidents: [page(4000), page(SECOND + 2000)],
          wakings: [waking(4000), waking(SECOND + 2000)],
        }),
      })),
    ).toBe(true);
  });
});

/** A metric rule in a struck service; its twin has the same words and another number. */
function rule(number: number, change: Partial<LoneTruth> = {}): LoneTruth {
  return {
    id: `rule ${number}`,
    services: ['a-api'],
    issueId: `metric:${number}`,
    shortId: null,
    title: 'Too many errors',
    address: `/rules/details/${number}/`,
    pages: 1,
    outbursts: [outburst(5000, 5000)],
    ...change,
  };
}

const rulePage = (at: number, number: number | null, incident = `r${at}`) =>
  page(at, {
    dedupKey: `stormrelay:x:${incident}:1`,
    summary: 'a-api: Too many errors',
    customDetails: null,
    links:
      number === null ? [] : [{ href: `https://acme.sentry.io/alerts/rules/details/${number}/?alert=4` }],
  });

/** The good run with some rules, and the pages that were opened besides the storm's. */
const besides = (alone: LoneTruth[], pages: Pager['incidents']) => (good: Evidence) => ({
  alone,
  deliveries: [
    ...good.deliveries,
    ...alone.map(({ issueId }) =>
      delivery(5000, 'a-api', { truth: { ...delivery(0, 'a-api').truth, outage: null, issueId } }),
    ),
  ],
  ...pager(good, { incidents: [page(4000), ...pages] }),
});

describe('own-pages', () => {
  it.each([
    ['one each, told apart by their links', [rulePage(5000, 71), rulePage(6000, 72)]],
    ['one each, where pages carry no links', [rulePage(5000, null), rulePage(6000, null)]],
  ])('holds for two rules with one wording that opened %s', (_what, pages) => {
    const change = besides([rule(71), rule(72)], pages);
    expect(judgedWith('own-pages', change)).toBe(true);
    expect(judgedWith('outage-pages', change)).toBe(true);
  });

  it.each([
    ['one page of two rules', [rulePage(5000, 71)]],
    ['a second page of the same rule', [rulePage(5000, 71), rulePage(6000, 71)]],
    [
      'a page that speaks of both',
      [
        {
          ...rulePage(5000, 71),
          links: [...rulePage(5000, 71).links, ...rulePage(5000, 72).links],
        },
      ],
    ],
    ['the storm’s page alone', []],
  ])('convicts %s', (_what, pages) => {
    expect(judgedWith('own-pages', besides([rule(71), rule(72)], pages))).toBe(false);
  });

  it('convicts a page of what is to wake nobody', () => {
    const quiet = rule(71, { pages: 0, outbursts: [outburst(5000, 5000, false)] });
    expect(judgedWith('own-pages', besides([quiet], [rulePage(5000, 71)]))).toBe(false);
    expect(judgedWith('own-pages', besides([quiet], []))).toBe(true);
  });

  it('asks for nothing of which the relay never heard', () => {
    const unheard = (good: Evidence) => ({
      ...besides([rule(71)], [])(good),
      deliveries: good.deliveries,
    });
    expect(judgedWith('own-pages', unheard)).toBe(true);
  });

  it('lets a trouble of its own have its message beside that of the storm', () => {
    const mine = (good: Evidence) => ({
      ...besides([rule(71)], [rulePage(8000, 71, 'i9')])(good),
      slack: {
        ...slackOf(good),
        messages: [...slackOf(good).messages, message([revision(8000, 'a-api: Too many errors', 1, 'i9')])],
      },
    });
    expect(judgedWith('one-root-message', mine)).toBe(true);
    expect(judgedWith('one-root-message', (good) => ({ ...mine(good), alone: [] }))).toBe(false);
  });

  it('says who of those that stand alone was not woken for', () => {
    const told = besides([rule(71)], []);
    expect(judgedWith('somebody-woken', told)).toBe(false);
  });
});

describe('triggers', () => {
  it('that PagerDuty folds into an open incident wake nobody', () => {
    expect(
      judgedWith('nobody-woken-twice', (good) =>
        pager(good, { calls: [...pagerOf(good).calls, pageCall(9000, 'trigger', { effect: 'updated' })] }),
      ),
    ).toBe(true);
  });
});
