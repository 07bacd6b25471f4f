/** What became of one send: a closed list. Waiting is not failing. */
export type Outcome =
  /** The receiver took it. */
  | { readonly kind: 'delivered'; readonly handle: string | null }
  /** A lookup found the message that an ambiguous attempt had left. */
  | { readonly kind: 'found'; readonly handle: string; readonly alerts: number; readonly upto: number }
  /** A lookup looked and found nothing. */
  | { readonly kind: 'absent' }
  /** The receiver limits us: the lane waits so long. Spends no attempt. */
  | { readonly kind: 'limited'; readonly waitMs: number; readonly reason: string }
  /** It failed and may be tried again. `ambiguous`: it may have taken effect all the same. */
  | {
      readonly kind: 'failed';
      readonly ambiguous: boolean;
      readonly timedOut: boolean;
      readonly reason: string;
    }
  /** The configuration is wrong: the lane (or the whole credential) is blocked until an operator mends it. */
  | { readonly kind: 'misconfigured'; readonly scope: 'lane' | 'credential'; readonly reason: string }
  /** The payload was refused: try short plain text once, then a dead letter; at once where no payload would do. */
  | { readonly kind: 'refused'; readonly reason: string; readonly final?: true }
  /** The message to change is gone: post it anew. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** A lookup is not possible here (missing scope): rather a rare duplicate than a loss. */
  | { readonly kind: 'blind'; readonly reason: string };

/** What dispatch does next for a row. `create` makes something new at the receiver; every other step repeats safely. */
export type Step = 'create' | 'change' | 'acknowledge' | 'close' | 'lookup';
