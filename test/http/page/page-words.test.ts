import { describe, expect, it } from 'vitest';
import type { PagerView } from '../../../src/observe/lanes/pager-view.ts';
import type { PageView } from '../../../src/observe/incident/page-view.ts';
import { lasted } from '../../../src/http/page/front/words/figures.ts';
import { endedLately, mostAMinute, quietWords } from '../../../src/http/page/front/words/incident-words.ts';
import { asOfWords, clockMinute, moment } from '../../../src/http/page/front/words/moments.ts';
import { isUnreached, isUnsent, pageWord } from '../../../src/http/page/front/words/page-words.ts';
import { pagerAlarm } from '../../../src/http/page/front/words/pager-alarm.ts';

const now = Date.UTC(2026, 2, 3, 11, 44, 7);
const wanted: PageView = {
  state: 'wanted',
  reason: 'a storm',
  since: now - 130_000,
  sent: 0,
  standing: 'sending',
  words: 'Paging',
  wokenBefore: null,
};
const well: PagerView = { configured: 1, unreachable: [] };
const refused: PagerView['unreachable'][number] = {
  lane: 'pagerduty:5f3a90c1',
  receiver: 'pagerduty/5f3a90c1',
  name: null,
  why: 'blocked',
  reason: 'PagerDuty refuses the routing key.',
  since: now - 240_000,
  retryAt: now + 31_000,
  pending: 2,
};
const blocked: PagerView = { configured: 1, unreachable: [refused] };

describe('a page', () => {
  it('that no pager takes waits, and is never called paged', () => {
    const waits = [`Page waits since ${clockMinute(now - 130_000)}`, 'failed'];
    for (const standing of ['waiting', 'sending', 'queued', 'trying'] as const)
      expect(pageWord({ ...wanted, standing }, blocked)).toEqual(waits);
    expect(pageWord({ ...wanted, state: 'joined' }, blocked)).toEqual(waits);
    expect(pageWord(wanted, well)).toEqual(['Paging', 'waiting']);
    expect(pageWord(wanted, { configured: 0, unreachable: [] })).toEqual(['Nobody to page', 'failed']);
    expect(pageWord(wanted, { ...blocked, configured: 2 })).toEqual(['Paging', 'waiting']);
  });

  it('that was taken, may have been, or is not needed does not wait for a pager that is blocked now', () => {
    const taken = { ...wanted, state: 'triggered', standing: 'taken', words: 'Paged', sent: 1 } as const;
    expect(pageWord(taken, blocked)).toEqual(['Paged', 'alarm']);
    expect(pageWord({ ...wanted, standing: 'in-doubt', words: 'Perhaps paged' }, blocked)[0]).toBe(
      'Perhaps paged',
    );
    expect(isUnsent({ ...wanted, standing: null })).toBe(false);
    expect(isUnsent(taken)).toBe(false);
  });

  it('has reached nobody where none of it was taken and none can be', () => {
    expect(isUnreached(wanted, blocked)).toBe(true);
    expect(isUnreached(wanted, { configured: 0, unreachable: [] })).toBe(true);
    expect(isUnreached(wanted, well)).toBe(false);
    expect(isUnreached({ ...wanted, standing: 'trying' }, well)).toBe(true);
    expect(isUnreached({ ...wanted, state: 'dead', standing: 'given-up' }, well)).toBe(true);
    expect(isUnreached({ ...wanted, sent: 1 }, blocked)).toBe(false);
    const wokenBefore = { generation: 1, at: now, reason: 'a storm' };
    expect(isUnreached({ ...wanted, wokenBefore }, blocked)).toBe(false);
  });
});

describe('what is said of pagers', () => {
  it('is whose key it is, and first what to do at once', () => {
    const alarm = pagerAlarm({
      pager: { ...blocked, unreachable: [{ ...refused, name: 'platform' }] },
      open: [],
    });
    expect(alarm?.lines[0]).toMatch(/^PagerDuty of platform is blocked since [\d:]+: .* 2 pages wait\.$/);
    expect(alarm?.todo).toBe(
      'Call whoever is on call yourself. Then give platform the right key, restart the relay, and send a test alert (stormrelay drill).',
    );
  });

  it('is which of several without a name, and nothing more of a single one', () => {
    const lineOf = (configured: number): string | undefined =>
      pagerAlarm({ pager: { ...blocked, configured }, open: [] })?.lines[0];
    expect(lineOf(1)).toMatch(/^PagerDuty is blocked/);
    expect(lineOf(2)).toMatch(/^PagerDuty 5f3a90c1 is blocked/);
  });
});

describe('times', () => {
  it('of a single moment did not last 0 ms', () => {
    expect([lasted(0), lasted(999), lasted(74_000)]).toEqual(['a moment', 'a moment', '74 s']);
  });

  it('tell how old it is what is shown', () => {
    const at = now - 180_000;
    expect(asOfWords(at, now)).toBe(`as of ${moment(at, now)}, 3 min ago`);
    // A clock that was set back tells of no time to come.
    expect(asOfWords(now + 5_000, now)).toContain(', 1 s ago');
  });

  it('tell since when all is quiet, where anything ever ended', () => {
    expect(quietWords(null, now)).toBe('All quiet');
    expect(quietWords(now - 60_000, now)).toBe(`All quiet since ${clockMinute(now - 60_000)}`);
    expect(quietWords(now - 50 * 3_600_000, now)).toMatch(/since 2026-03-01 /);
  });
});

describe('what has ended', () => {
  const ended = (id: string, minutesAgo: number, storm: string | null = 'redis unreachable') => ({
    id,
    storm,
    resolution: {
      at: now - minutesAgo * 60_000,
      by: 'sentry' as const,
      who: null,
      code: 'told-before' as const,
      reason: 'All its issues are resolved in Sentry.',
    },
  });

  it('within the last hour, and was a storm, is told first, the newest end first', () => {
    expect(endedLately([ended('b', 61), ended('c', 1, null)], now)).toEqual([]);
    const rows = [ended('a', 59), ended('d', 2)];
    expect(endedLately(rows, now).map(({ id }) => id)).toEqual(['d', 'a']);
    expect(endedLately([...rows, ended('e', 3)], now).map(({ id }) => id)).toEqual(['d', 'e']);
  });

  it('tells its most events of a minute', () => {
    const links = { sentry: null, slack: null, pager: null };
    const of = (counts: readonly number[]): number | null =>
      mostAMinute({
        glance: {
          users: null,
          events: null,
          changed: null,
          pagedAt: null,
          links,
          rate: { from: 0, slotMs: 15_000, counts },
        },
      });
    expect([of([1, 151, 20]), of([9])]).toEqual([604, null]);
  });
});
