/** What a relay does wrong; nothing for the honest one. */
export interface Sabotage {
  readonly onePostAWebhook?: boolean;
  readonly doublePosts?: boolean;
  /** Answers every n-th webhook and forgets it. */
  readonly dropEvery?: number;
  readonly triggerAfterResolve?: boolean;
  readonly ignoreRetryAfter?: boolean;
  readonly neverUpdate?: boolean;
  /** Never triggers a key again. */
  readonly pageOnce?: boolean;
  readonly pageAfterAck?: boolean;
  readonly swallowFatals?: boolean;
}

/** A broken relay, and the check that has to find it out. */
export interface Saboteur {
  readonly name: string;
  readonly sabotage: Sabotage;
  readonly convictedBy: string;
}
