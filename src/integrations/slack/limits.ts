import { laneBucket, type BucketSpec, type Debit } from '../../domain/sending/budget.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Step } from '../../domain/sending/outcome.ts';
import type { SendClass } from '../../seams/notifier.ts';
import type { SlackSettings } from './config.ts';

/**
 * Slack counts in minutes at its own door, so calls that leave evenly spaced can arrive closer together. Two
 * seconds more than the minute leave room for that.
 */
const windowMs = 62_000;
/** "no more than one message per second per channel" (docs.slack.dev/apis/web-api/rate-limits), with room for jitter. */
const postEveryMs = 1050;
/**
 * How much of the update tokens each class may use. Ten everyday messages would spend a minute's in fifteen seconds,
 * and then stop the figures of the storm that they turn out to be; so would thirty that become part of it at once.
 */
const updateShares = { page: 1, first: 1, status: 1, watched: 0.9, joined: 0.8, counter: 0.4 } as const;

/** What one step costs, by Slack's rules (docs.slack.dev/apis/web-api/rate-limits; chat.postMessage, "Rate limiting"). */
export function slackDebits(
  limits: SlackSettings['limits'],
  row: Pick<Notification, 'lane'>,
  step: Step,
  sendClass: SendClass,
): readonly Debit[] {
  switch (step) {
    case 'create':
      return [
        {
          bucket: laneBucket('post', row.lane),
          spec: { kind: 'tokens', limit: 1, perMs: postEveryMs, burst: limits.postBurst },
          share: 1,
        },
        // "limiting posting to several hundred messages per minute" for one app in one workspace.
        { bucket: 'posts', spec: perWindow(limits.postsPerMinute), share: 1 },
      ];
    case 'change':
    case 'acknowledge':
    case 'close':
      // chat.update is tier 3: 50+ a minute over all channels of a workspace.
      return [
        {
          bucket: 'update',
          spec: perWindow(limits.updatesPerMinute),
          share: updateShares[sendClass],
        },
      ];
    case 'lookup':
      // conversations.history and conversations.replies are tier 3 for an app that its own workspace installed.
      return [{ bucket: 'history', spec: perWindow(limits.historyPerMinute), share: 1 }];
  }
}

function perWindow(limit: number): BucketSpec {
  return { kind: 'window', limit, perMs: windowMs };
}

/**
 * What a message may hold. Sources: docs.slack.dev/reference/block-kit/blocks (sizes as in the JSDoc of
 * \@slack/types), chat.update `msg_too_long` for `text`, slackapi/bolt-js#2509 for the sum: Slack answers
 * `msg_blocks_too_long` at about 13,200.
 */
export const messageLimits = {
  blocks: 50,
  header: 150,
  section: 3000,
  contextElements: 10,
  text: 4000,
  allBlocks: 12_000,
} as const;
