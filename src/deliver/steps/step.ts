import type { Needless } from '../../domain/decision/delivery.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Step } from '../../domain/sending/outcome.ts';
import type { SendClass } from '../../seams/notifier.ts';

/** What a row needs next. */
export type NextStep =
  /** A send, not before a time. */
  | { readonly kind: 'send'; readonly step: Step; readonly sendClass: SendClass; readonly notBefore: number }
  /** Nothing: what is wanted is there already, or is not to be sent. The row is current. */
  | { readonly kind: 'settled'; readonly reason: Needless | null }
  /** Something else has to happen first; that event wakes the dispatcher, or the given time does. */
  | { readonly kind: 'wait'; readonly until: number | null; readonly reason: string };

/** Rows that a row depends on. */
export interface Related {
  /** The message that a thread hangs under, and to which a page and the first message of a channel lead. */
  readonly parent: Notification | null;
  /** The pages of the root that a child's page waits for. */
  readonly rootPages: readonly Notification[];
}
