import { describe, expect, it } from 'vitest';
import type { PagerWord } from '../../../src/domain/inbox/pager-word.ts';
import { compared } from '../../../src/observe/shadow/comparison.ts';
import type { OurPage } from '../../../src/observe/shadow/our-pages.ts';
import { theirPages, type Described, type TheirPage } from '../../../src/observe/shadow/their-pages.ts';

const minute = 60_000;
const windowMs = 15 * minute;

const there = (at: number, service: string | null, title: string): TheirPage => ({
  id: `Q${at}`,
  at,
  service,
  title,
  acknowledged: null,
  resolvedAt: null,
});

const here = (at: number, service: string, title: string, endedAt: number | null = null): OurPage => ({
  incident: `inc-${at}`,
  title,
  endedAt,
  shared: 1,
  send: {
    what: 'page',
    receiver: 'platform',
    to: ['pagerduty/1'],
    at,
    reason: { code: 'page-level', level: 'fatal' },
    generation: 1,
    joined: null,
    severity: 'error',
    subject: { kind: 'incident', title },
    services: [service],
    environments: ['production'],
    users: null,
  },
});

const sort = (theirs: readonly TheirPage[], ours: readonly OurPage[]): readonly string[] => {
  const { there: all, onlyHere } = compared({ theirs, ours, incidents: [] }, windowMs);
  const told = all.map((one) =>
    one.code === 'same'
      ? `same ${one.here.incident} ${one.byMs}`
      : one.code === 'folded'
        ? `folded ${one.here.incident}`
        : one.code,
  );
  return [...told, ...onlyHere.map(({ incident }) => `only ${incident}`)];
};

describe('pages of two pipelines', () => {
  it('are the same when they name the same service within the window, earlier or later', () => {
    const theirs = [there(10 * minute, 'Payments', 'Too slow')];
    expect(sort(theirs, [here(9 * minute, 'payments-api', 'TimeoutError: took too long')])).toEqual([
      'same inc-540000 -60000',
    ]);
    expect(sort(theirs, [here(12 * minute, 'payments-api', 'x')])).toEqual(['same inc-720000 120000']);
    expect(sort(theirs, [here(40 * minute, 'payments-api', 'x')])).toEqual(['missed', 'only inc-2400000']);
    expect(sort(theirs, [here(10 * minute, 'search', 'NullPointerException')])).toEqual([
      'missed',
      'only inc-600000',
    ]);
  });

  it('are the same by their words where no service is named', () => {
    const title = 'redis-main refuses connections';
    expect(sort([there(0, 'Sentry', title)], [here(0, 'cart', `Error: ${title}`)])).toEqual(['same inc-0 0']);
  });

  it('are one each, the most alike and the nearest first', () => {
    const theirs = [there(10 * minute, 'cart', 'a'), there(12 * minute, 'cart', 'b')];
    const ours = [here(12 * minute, 'cart', 'x', 13 * minute), here(9 * minute, 'cart', 'y', 9.5 * minute)];
    expect(sort(theirs, ours)).toEqual(['same inc-540000 -60000', 'same inc-720000 0']);
  });

  it('are folded where a page here was open already', () => {
    const theirs = [there(1 * minute, 'cart', 'a'), there(50 * minute, 'cart', 'b')];
    expect(sort(theirs, [here(0, 'cart', 'x')])).toEqual(['same inc-0 -60000', 'folded inc-0']);
    expect(sort(theirs, [here(0, 'cart', 'x', 40 * minute)])).toEqual(['same inc-0 -60000', 'missed']);
  });
});

describe('pages there', () => {
  const word = (
    pagerIncident: string,
    kind: 'triggered' | 'acknowledged' | 'resolved',
    at: number,
    key: PagerWord['key'] = null,
  ): Described => ({
    word: { pagerIncident, key, at, by: { kind: 'person', name: 'Kim' }, act: { kind }, assigned: null },
    title: 'redis unreachable',
    service: 'Payments',
    createdAt: null,
  });

  it('are those that this installation has not opened, whatever order their words come in', () => {
    const key = { install: 'i1', incident: 'inc-1', generation: 1 };
    const words = [
      word('Q2', 'acknowledged', 2_000),
      word('Q1', 'triggered', 500, key),
      word('Q2', 'triggered', 1_000),
      word('Q3', 'triggered', 1_500),
      word('Q1', 'resolved', 4_000),
      word('Q4', 'resolved', 5_000),
      word('Q2', 'resolved', 3_000),
    ];
    expect(theirPages(words, { install: 'i1', ids: new Set(['Q3']) })).toEqual([
      {
        id: 'Q2',
        at: 1_000,
        service: 'Payments',
        title: 'redis unreachable',
        acknowledged: { at: 2_000, by: 'Kim' },
        resolvedAt: 3_000,
      },
    ]);
  });
});
