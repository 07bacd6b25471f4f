import type { FakeLimits } from '../limits.ts';
import { countInWindow, windowWait, type WindowState } from '../sliding-window.ts';
import { bucketWait, fullBucket, takeToken, type BucketRule, type BucketState } from '../token-bucket.ts';
import type { Allowance } from './methods.ts';

/** A call in the eyes of the limiter: Slack counts by app, and posts by channel too. */
export interface Countable {
  readonly appId: string;
  readonly method: string;
  readonly allowance: Allowance;
  readonly channel: string | null;
}

/** Let through, told to wait whole virtual seconds, or posted where nobody sees it. */
type Verdict = 'free' | 'hidden' | { readonly retryAfter: number };

/** Slack's buckets. */
export interface SlackLimiter {
  /** Asks and, where there is room, takes. */
  admit(call: Countable, at: number): Verdict;
}

/** `limits` is read at every call, so that it may be changed while the fake runs. */
export function createSlackLimiter(limits: Readonly<FakeLimits>): SlackLimiter {
  const buckets = new Map<string, BucketState>();
  const windows = new Map<string, WindowState>();
  const windowOf = (key: string): WindowState => {
    const window = windows.get(key) ?? [];
    windows.set(key, window);
    return window;
  };
  const admitPost = (call: Countable, at: number): Verdict => {
    const rule = postRule(limits);
    const key = bucketName(call);
    const bucket = buckets.get(key) ?? fullBucket(rule, at);
    buckets.set(key, bucket);
    const workspace = windowOf(`workspace:${call.appId}`);
    const wait = bucketWait(bucket, rule, at);
    const crowded = windowWait(workspace, limits.workspacePostsPerMinute, at);
    if (crowded > 0) return limits.overflow === 'hide' ? 'hidden' : inSeconds(crowded);
    if (wait > 0) return limits.overflow === 'hide' ? 'hidden' : inSeconds(wait);
    takeToken(bucket);
    countInWindow(workspace, at);
    return 'free';
  };
  const admitCounted = (call: Countable, at: number): Verdict => {
    const window = windowOf(bucketName(call));
    const wait = windowWait(window, perMinute(limits, call.allowance), at);
    if (wait > 0) return inSeconds(wait);
    countInWindow(window, at);
    return 'free';
  };
  return { admit: (call, at) => (call.allowance === 'post' ? admitPost(call, at) : admitCounted(call, at)) };
}

/** The bucket that a 429 of this call speaks for: one channel's posts, or one method (a 429 restricts no other). */
export function bucketName(call: Countable): string {
  return call.allowance === 'post'
    ? `post:${call.appId}:${call.channel ?? ''}`
    : `method:${call.appId}:${call.method}`;
}

function postRule(limits: Readonly<FakeLimits>): BucketRule {
  return { capacity: limits.strict ? 1 : Math.max(1, limits.postBurst), perSecond: limits.postsPerSecond };
}

function perMinute(limits: Readonly<FakeLimits>, allowance: Allowance): number {
  switch (allowance) {
    case 'post':
      return limits.workspacePostsPerMinute;
    case 'update':
      return limits.updatesPerMinute + (limits.strict ? 0 : limits.updateBurst);
    case 'history':
      return limits.historyPerMinute;
    case 'channels':
      return limits.channelsPerMinute;
    case 'other':
      return limits.otherPerMinute;
  }
}

/** Retry-After is a whole number of seconds, at least one. */
function inSeconds(ms: number): { retryAfter: number } {
  return { retryAfter: Math.max(1, Math.ceil(ms / 1000)) };
}
