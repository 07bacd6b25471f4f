import type { Observed } from '../observed.ts';
import { slackCounts } from '../slack-counts.ts';
import type { NaiveFigures } from './messages.ts';

/** Counts what the fakes behind the naive relay saw. */
export function naiveFigures({ slack, pagerduty }: Pick<Observed, 'slack' | 'pagerduty'>): NaiveFigures {
  const { posts, limited } = slackCounts(slack.calls);
  return {
    posts,
    pages: pagerduty.wakings.length,
    refusedBySlack: limited,
    refusedByPagerDuty: pagerduty.calls.filter(({ status }) => status === 429).length,
  };
}
