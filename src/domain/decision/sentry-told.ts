import { maybe, number, text } from './shape.ts';

/** What Sentry told when it was asked about an incident, as far as it belongs into its story. */
export const sentryTold = {
  'commit-suspected': { commit: text, title: text, by: maybe(text) },
  /** Somebody resolved the incident; `why` says what could not be resolved there, and what to do. */
  'resolved-in-sentry': { issues: number, why: maybe(text) },
  /** Somebody resolved the incident, and Sentry could not be told yet; it is tried again. */
  'resolve-in-sentry-waits': { why: text },
  /** Its first event was so long before. */
  'seen-before': { agoMs: number, release: maybe(text) },
} as const;
