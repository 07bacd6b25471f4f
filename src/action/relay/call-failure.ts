import { readTransportError, type Unreachable } from '../../seams/transport-error.ts';

/** Why a call to the relay gave nothing that can be used. */
export type CallFailure =
  /** Nothing answered. `code` is Node's, for example ECONNREFUSED. */
  | { readonly kind: 'unreachable'; readonly why: Unreachable; readonly code: string | null }
  /** An answer that says no. `code` and `message` are the relay's own; null when a stranger answered. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string | null;
      readonly message: string | null;
      readonly retryAfterMs: number | null;
    }
  /** The answer sends us elsewhere; a token is not carried there. */
  | { readonly kind: 'redirected'; readonly to: string | null }
  /** An answer that says yes, in words that are not the relay's. */
  | { readonly kind: 'unreadable'; readonly status: number; readonly what: string }
  /** We were asked to stop. */
  | { readonly kind: 'cancelled' };

/** What an error of fetch means; `why` is read where everybody's is. */
export function transportFailure(error: unknown): CallFailure {
  const { why, code } = readTransportError(error);
  return { kind: 'unreachable', why, code };
}

/** Whoever waits for these to pass waits in vain. */
const finalReasons: readonly Unreachable[] = ['tls', 'not-tls', 'not-http', 'bad-port', 'bad-address'];

/** A relay that restarts is there again soon; one that does not know the drill will not remember it. */
export function mayPass(failure: CallFailure): boolean {
  if (failure.kind === 'refused') return failure.status === 429 || failure.status >= 500;
  return failure.kind === 'unreachable' && !finalReasons.includes(failure.why);
}

/** Whether the relay does not know a drill: it can end nothing of it, either now or in ten minutes. */
export function isForgotten(failure: CallFailure): boolean {
  return failure.kind === 'refused' && failure.code === 'no-such-drill';
}
