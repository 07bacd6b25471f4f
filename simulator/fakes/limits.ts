/**
 * The vendors' limits as settings. Slack publishes "1 per second and channel" with bursts "for short
 * periods", "several hundred messages per minute" for a workspace and "50+ per minute" for tier 3
 * (docs.slack.dev/apis/web-api/rate-limits); the burst sizes are not published and stand at the careful end
 * of what users measured (25 to 30). PagerDuty: about 120 a minute and integration key (developer docs,
 * Events API v2 overview); 960 a minute for REST. Sentry names its rules (a fixed window and concurrency by caller and endpoint), and no
 * figures (docs.sentry.io/api/ratelimits): these are the order of magnitude that its headers show.
 */
export interface FakeLimits {
  /** Posts a second into one channel by one app, whichever way they are posted. */
  postsPerSecond: number;
  /** How many posts may come at once after a quiet time. */
  postBurst: number;
  /** Posts a minute by one app into the whole workspace. */
  workspacePostsPerMinute: number;
  /** `chat.update` a minute by one app, over all channels. */
  updatesPerMinute: number;
  /** What is let through above `updatesPerMinute` in one minute. */
  updateBurst: number;
  /** `conversations.history`, `replies` and `invite`, and `users.lookupByEmail` a minute, each (tier 3). */
  historyPerMinute: number;
  /** `conversations.create`, `list`, `setTopic` and `archive` a minute, each (tier 2). */
  channelsPerMinute: number;
  /** Every other Web API method a minute, each. */
  otherPerMinute: number;
  /** What becomes of posts above the channel's limit: a 429, or a 200 whose message is never displayed. */
  overflow: 'refuse' | 'hide';
  /** True: no burst credit anywhere, so that a client that bursts is seen at once. */
  strict: boolean;
  /** Events a sliding minute and routing key. */
  pagerdutyPerMinute: number;
  /** REST calls a sliding minute and token. */
  pagerdutyRestPerMinute: number;
  /** Calls of Sentry's Web API a second and endpoint, and at a time. */
  sentryPerSecond: number;
  sentryConcurrent: number;
}

/** The limits as the vendors publish them, where they do. */
export const vendorLimits: Readonly<FakeLimits> = {
  postsPerSecond: 1,
  postBurst: 20,
  workspacePostsPerMinute: 400,
  updatesPerMinute: 50,
  updateBurst: 10,
  historyPerMinute: 50,
  channelsPerMinute: 20,
  otherPerMinute: 100,
  overflow: 'refuse',
  strict: false,
  pagerdutyPerMinute: 120,
  pagerdutyRestPerMinute: 960,
  sentryPerSecond: 40,
  sentryConcurrent: 25,
};
