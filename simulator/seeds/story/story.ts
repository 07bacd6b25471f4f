import type { DeliveryState } from '../world/sighted.ts';
import type { DrawnPolicy } from './policy.ts';

/** One error as people imagine it: what breaks, where, and in whose words. */
export interface ImaginedIssue {
  readonly number: number;
  readonly service: string;
  readonly type: string;
  readonly message: string;
  readonly file: string;
  readonly level: 'error' | 'fatal' | 'warning';
  readonly environment: string;
  /** The outage that it belongs to; null: it is a trouble of its own, or noise. */
  readonly outage: number | null;
  /** One of so many at once that one message may stand for several; absent: it is not. */
  readonly isOfFlood?: true;
}

/** What goes wrong with calls of the relay to Slack or PagerDuty. */
export const callFaults = [
  'late',
  'lost-request',
  'lost-answer',
  'reset-before',
  'reset-after',
  'too-many',
  'too-many-bare',
  'unavailable',
  'error-after',
  'html',
  'garbage',
  'drip',
  'twice',
] as const;
export type CallFault = (typeof callFaults)[number];

/** How Slack itself is odd for a while. */
export const slackOddities = ['metadata-dropped', 'history-late', 'history-paged'] as const;
/** Sentry gives lists a few a page. */
export const sentryOddities = ['issues-paged'] as const;
export type Oddity = (typeof slackOddities)[number] | (typeof sentryOddities)[number];

/** The relay has a token for Sentry, and reads there by itself so often. */
export interface DrawnDesk {
  readonly everyMinutes: number;
}

/** What the process is about. */
export const processStates = ['webhook-waits', 'send-under-way', 'at-rest'] as const;
/** What something waits for, for a while. */
export type During = (typeof processStates)[number];

/** What people do who are on call. */
type Act =
  | 'press-acknowledge'
  | 'press-twice'
  | 'press-resolve'
  | 'pager-acknowledge'
  | 'pager-resolve'
  | 'delete-message';

/** Something that happens in a story, `at` so many ms after its beginning. */
export type StoryEvent = { readonly at: number } & (
  | { readonly does: 'error'; readonly issue: number; readonly lateMs: number; readonly copies: number }
  /** Sentry says so: somebody resolves it, or takes that back; or it fired, of which no rule told. */
  | { readonly does: 'resolved' | 'unresolved' | 'regressed'; readonly issue: number }
  | {
      readonly does: 'fault';
      readonly service: 'slack' | 'pagerduty' | 'sentry';
      readonly fault: CallFault;
      readonly forMs: number;
      /** Of the calls that it could hit, so many are hit: 0 to 1. */
      readonly share: number;
      /** It hits only those that deliver this; absent: all. */
      readonly on?: DeliveryState;
    }
  | { readonly does: 'oddity'; readonly oddity: Oddity; readonly forMs: number }
  | {
      readonly does: 'cut';
      readonly commits: number;
      readonly written: boolean;
      readonly power: boolean;
      readonly downMs: number;
    }
  | { readonly does: 'kill'; readonly downMs: number; readonly during: During }
  | { readonly does: 'restart'; readonly during: During }
  /** Sentry tells nobody of anything, and says nothing of that. */
  | { readonly does: 'silent'; readonly forMs: number }
  | { readonly does: 'full'; readonly forMs: number }
  /** The disk answers with errors: to what begins to write, or only when it is to be kept. */
  | { readonly does: 'failing'; readonly forMs: number; readonly beginning: boolean }
  | { readonly does: 'clock'; readonly byMs: number; readonly during: During }
  /** The process stands still, another one takes its place, and the first goes on. */
  | { readonly does: 'freeze'; readonly forMs: number; readonly during: During }
  | { readonly does: 'act'; readonly act: Act }
);

/** Everything that a seed draws. Without some of its events it is a story too. */
export interface Story {
  readonly seed: number;
  /** Whether PagerDuty tells the relay what people do there; late and twice where `pagerCopies` is 2. */
  readonly pagerTells: boolean;
  readonly pagerCopies: number;
  readonly channels: number;
  readonly buttons: boolean;
  readonly policy: DrawnPolicy;
  /** Null: the relay has no token, and hears only what comes. */
  readonly desk: DrawnDesk | null;
  readonly issues: readonly ImaginedIssue[];
  readonly events: readonly StoryEvent[];
  /** Faults and alerts end here, ms. */
  readonly calmAt: number;
  /** The relay is judged to be at rest here, ms. */
  readonly endAt: number;
}
