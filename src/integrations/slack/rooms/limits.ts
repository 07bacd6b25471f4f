import type { BucketSpec, Debit } from '../../../domain/sending/budget.ts';
import type { Step } from '../../../domain/sending/outcome.ts';

/** Slack counts over a minute; some seconds more leave room for calls that arrive closer together than they left. */
const windowMs = 62_000;

/**
 * What one step costs (docs.slack.dev, "Rate limits" and each method): conversations.create, list, setTopic and archive
 * are tier 2, 20 a minute; conversations.invite is tier 3, 50 a minute. To make one may take two tries and some pages of
 * a list, so few of them begin in a minute.
 */
export function roomDebits(surface: 'room' | 'invite', step: Step): readonly Debit[] {
  if (surface === 'invite') return [one('invites', 40)];
  switch (step) {
    case 'create':
    case 'lookup':
      return [one('rooms', 4)];
    case 'change':
    case 'acknowledge':
      return [one('topics', 15)];
    case 'close':
      return [one('archives', 15)];
  }
}

function one(bucket: string, limit: number): Debit {
  const spec: BucketSpec = { kind: 'window', limit, perMs: windowMs };
  return { bucket, spec, share: 1 };
}
