import type { Observed, SentryDelivery } from '../../observed.ts';
import { slackCounts } from '../../slack-counts.ts';

/** What came in, and what became of it. */
export interface Figures {
  /** Webhooks that Sentry sent, and those of the last virtual minute. */
  readonly webhooks: number;
  readonly perMinute: number;
  readonly posts: number;
  readonly updates: number;
  /** Answers 429 of Slack. */
  readonly limited: number;
  /** How often somebody was woken. */
  readonly woken: number;
}

/** Counts what the fakes saw; each call looks at what is new since the one before. */
export function createTally(observed: Observed): (now: number) => Figures {
  let seen = 0;
  let counts = slackCounts([]);
  return (now) => {
    const { calls } = observed.slack;
    counts = slackCounts(calls.slice(seen), counts);
    seen = calls.length;
    const { posts, updates, limited } = counts;
    const { deliveries } = observed.sentry;
    return {
      webhooks: deliveries.length,
      perMinute: since(deliveries, now - 60_000),
      posts,
      updates,
      limited,
      woken: observed.pagerduty.wakings.length,
    };
  };
}

/** How many of the newest were sent since then: they are kept in the order in which they were answered. */
function since(deliveries: readonly SentryDelivery[], at: number): number {
  let from = deliveries.length;
  while (from > 0 && (deliveries[from - 1]?.at ?? 0) >= at) from -= 1;
  return deliveries.length - from;
}
