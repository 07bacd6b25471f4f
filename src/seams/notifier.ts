import type { Debit } from '../domain/sending/budget.ts';
import type { Notification } from '../domain/sending/notification.ts';
import type { Outcome, Step } from '../domain/sending/outcome.ts';

/**
 * How urgent a send is; the order of dispatch. `watched` are the counters of what somebody was woken for, `joined` says
 * of a message that it is part of another now.
 */
export type SendClass = 'page' | 'first' | 'status' | 'watched' | 'joined' | 'counter';

/** One send, decided and paid for. */
export interface Send {
  readonly row: Notification;
  readonly step: Step;
  readonly sendClass: SendClass;
  /** Threads: handle of the message that the reply hangs under; null for every other surface. */
  readonly parentHandle: string | null;
  /** Where the message is seen to which this leads, and which another receiver shows; null: nowhere, or not known. */
  readonly messageLink: string | null;
  /** Why the message lags, to be shown in it ("as of 14:02:11; Slack budget spent"); null when it is current. */
  readonly lag: string | null;
  readonly now: number;
}

/** Sends to one credential's receiver. It renders, calls once, and classifies; it never retries and never waits. */
export interface Notifier {
  readonly credential: string;
  /** The buckets that this step draws on, by the vendor's rules. */
  debits(row: Notification, step: Step, sendClass: SendClass): readonly Debit[];
  /** Renders and sends. Never rejects: every failure is an outcome. */
  send(send: Send): Promise<Outcome>;
  /** Ends connections. */
  close(): Promise<void>;
}
