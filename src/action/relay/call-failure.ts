import { causesOf, textAt } from '../../seams/error-chain.ts';

/** Why no answer came. */
export type Unreachable =
  'refused' | 'no-such-host' | 'tls' | 'not-tls' | 'not-http' | 'bad-port' | 'timeout' | 'broken';

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

const reasons: readonly (readonly [RegExp, Unreachable])[] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, 'refused'],
  [/^(ENOTFOUND|EAI_[A-Z]+)$/, 'no-such-host'],
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/, 'not-tls'],
  [/^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|EPROTO)/, 'tls'],
  [/^HPE_/, 'not-http'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
];

/** What an error of fetch means. Only names and codes are read: messages may quote what was sent. */
export function transportFailure(error: unknown): CallFailure {
  const chain = causesOf(error);
  const code = chain.map((cause) => textAt(cause, 'code')).find((text) => text !== null) ?? null;
  const names = chain.map((cause) => textAt(cause, 'name'));
  if (names.includes('TimeoutError')) return { kind: 'unreachable', why: 'timeout', code: null };
  // fetch.spec.whatwg.org, "Port blocking": refused before anything is sent, and told by these words alone.
  if (chain.some((cause) => textAt(cause, 'message') === 'bad port'))
    return { kind: 'unreachable', why: 'bad-port', code: null };
  const why = code === null ? undefined : reasons.find(([pattern]) => pattern.test(code))?.[1];
  return { kind: 'unreachable', why: why ?? 'broken', code };
}

/** Whoever waits for these to pass waits in vain. */
const finalReasons: readonly Unreachable[] = ['tls', 'not-tls', 'not-http', 'bad-port'];

/** A relay that restarts is there again soon; one that does not know the drill will not remember it. */
export function mayPass(failure: CallFailure): boolean {
  if (failure.kind === 'refused') return failure.status === 429 || failure.status >= 500;
  return failure.kind === 'unreachable' && !finalReasons.includes(failure.why);
}

/** Whether the relay does not know a drill: it can end nothing of it, either now or in ten minutes. */
export function isForgotten(failure: CallFailure): boolean {
  return failure.kind === 'refused' && failure.code === 'no-such-drill';
}
