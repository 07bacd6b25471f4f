import type { Delivery } from './entry.ts';

/** By what a delivery is known again. */
interface Sameness {
  /**
   * Whether the sender's id says it alone. Where it does not, a known id with another body is another delivery:
   * ids come from outside, and one that a proxy or an old sender gives twice must not swallow an alert.
   */
  readonly idAlone: boolean;
  /** Whether the same kind and body under another id are the same delivery. */
  readonly bodyAlone: boolean;
}

/**
 * What Sentry tells of people's acts without saying when: resolve, unresolve, resolve are three acts, and the first
 * and the last of their bodies are equal. `issue.*` is GroupSerializer's output, `activity_alert` adds the kind of
 * activity and the rule to it; neither holds a time, an event or an id of the act (getsentry/sentry,
 * sentry_apps/tasks). All others name their event, their comment, or the notification (`notification_uuid` in the
 * link of a metric alert).
 */
const timeless: readonly string[] = ['issue', 'activity_alert'];

/** Whether equal bodies of this kind may tell of two acts. */
export function isTimeless({ kind }: Pick<Delivery, 'kind'>): boolean {
  return timeless.includes(kind);
}

/**
 * Only Sentry, Slack and PagerDuty send one thing under several ids. A person who acknowledges twice, a timer, or a second deploy of one
 * version mean what they say, although the bodies are equal; what the relay makes itself has ids that say it all.
 */
export function samenessOf(delivery: Pick<Delivery, 'source' | 'kind'>): Sameness {
  switch (delivery.source) {
    case 'sentry':
    case 'sentry-legacy':
      return { idAlone: false, bodyAlone: !isTimeless(delivery) };
    case 'pagerduty':
      // Its id is not signed; its body names the event and the moment, so that one is told of twice only by mistake.
      return { idAlone: false, bodyAlone: true };
    case 'slack':
      // One press may come by two ways, each with a number of its own; its digest names the press.
      return { idAlone: false, bodyAlone: true };
    case 'drill':
      return { idAlone: false, bodyAlone: false };
    case 'ci':
    case 'operator':
    case 'deploy':
    case 'timer':
    case 'policy':
    case 'lane':
    case 'page':
    case 'enrichment':
    case 'sentry-api':
    case 'trouble':
      return { idAlone: true, bodyAlone: false };
  }
}
