import type { Observed } from '../observed.ts';
import type { NaiveFigures } from './messages.ts';

/** Counts what the fakes behind the naive relay saw. */
export function naiveFigures({ slack, pagerduty }: Pick<Observed, 'slack' | 'pagerduty'>): NaiveFigures {
  return {
    posts: slack.calls.filter(({ ok }) => ok).length,
    pages: pagerduty.wakings.length,
    refusedBySlack: slack.calls.filter(({ status }) => status === 429).length,
    refusedByPagerDuty: pagerduty.calls.filter(({ status }) => status === 429).length,
  };
}
