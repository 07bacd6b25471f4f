import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { judgedWith, slackOf } from './changed-run.ts';
import { message, revision, T0 } from './evidence-sample.ts';

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
