import type { TroubleCode } from './trouble.ts';

/** Why a send came to nothing: as a code for programs, and as a sentence for people. */
export interface Why {
  readonly code: TroubleCode;
  readonly reason: string;
}

/** What became of one send: a closed list. Waiting is not failing. */
export type Outcome =
  /** The receiver took it. */
  | { readonly kind: 'delivered'; readonly handle: string | null }
  /** A lookup found the message that an ambiguous attempt had left. */
  | { readonly kind: 'found'; readonly handle: string; readonly alerts: number; readonly upto: number }
  /** A lookup looked and found nothing. */
  | { readonly kind: 'absent' }
  /** The receiver limits us, or is not there for a while: whatever it limits waits so long. Spends no attempt. */
  | (Why & { readonly kind: 'limited'; readonly waitMs: number })
  /** It failed and may be tried again. `ambiguous`: it may have taken effect all the same. */
  | (Why & { readonly kind: 'failed'; readonly ambiguous: boolean; readonly timedOut: boolean })
  /** The configuration is wrong: the lane (or the whole credential) is blocked until an operator mends it. */
  | (Why & { readonly kind: 'misconfigured'; readonly scope: 'lane' | 'credential' })
  /**
   * The payload was refused: try short plain text once, then a dead letter; at once where no payload would do.
   * `otherwise`: what was refused was a form that the edge sends no more, so the same goes out in the one before.
   */
  | (Why & { readonly kind: 'refused'; readonly final?: true; readonly otherwise?: true })
  /** The message to change is gone: post it anew. */
  | (Why & { readonly kind: 'gone' })
  /** The message is there, and nobody may change it any more: it stays as it is. */
  | (Why & { readonly kind: 'frozen' })
  /** A lookup is not possible here (missing scope): rather a rare duplicate than a loss. */
  | (Why & { readonly kind: 'blind' });

/** What dispatch does next for a row. `create` makes something new at the receiver; every other step repeats safely. */
export type Step = 'create' | 'change' | 'acknowledge' | 'close' | 'lookup';
