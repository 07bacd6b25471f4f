import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { judgedWith, pagerOf, slackOf } from './changed-run.ts';
import { message, page, pageCall, revision, T0 } from './evidence-sample.ts';

const shownAs = (good: Evidence, text: string): Pick<Evidence, 'slack' | 'acts'> => ({
  acts: [
    {
      at: T0 + 5000,
      does: 'acknowledge-in-pagerduty',
      what: 'cache',
      dedupKey: 'stormrelay:x:i1:1',
      failure: null,
    },
  ],
  slack: {
    ...slackOf(good),
    messages: [message([revision(1800, 'a-api fails', 1), revision(9000, text, 3)])],
  },
});

describe('acts-shown', () => {
  it.each([
    ['holds when the message says who acknowledged', '*Acknowledged* by Robin Fake', true],
    ['convicts when it does not say who', '*Acknowledged* by somebody', false],
  ])('%s', (_what, text, holds) => {
    expect(judgedWith('acts-shown', (good) => shownAs(good, text))).toBe(holds);
  });
});

describe('pages-current', () => {
  const later = pageCall(70_000, 'trigger', { effect: 'updated' });
  const pager = (good: Evidence, summary: string): Pick<Evidence, 'pagerduty'> => ({
    pagerduty: {
      ...pagerOf(good),
      calls: [...pagerOf(good).calls, later],
      incidents: [page(4000, { summary })],
    },
  });

  it.each([
    [
      'holds when a later trigger says something else',
      'a-api, b-api, c-api and d-api cannot reach the cache',
      true,
    ],
    ['convicts when it says the same', 'a-api, b-api and c-api cannot reach the cache', false],
  ])('%s', (_what, summary, holds) => {
    expect(judgedWith('pages-current', (good) => pager(good, summary))).toBe(holds);
  });

  it('convicts when there is none', () => {
    expect(judgedWith('pages-current', () => ({}))).toBe(false);
  });
});
