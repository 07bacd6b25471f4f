import { causesOf, textAt } from './error-chain.ts';

/** Why a request got no answer that could be read. */
export type Unreachable =
  | 'refused'
  | 'no-such-host'
  | 'tls'
  | 'not-tls'
  | 'not-http'
  | 'bad-port'
  | 'bad-address'
  | 'redirect'
  | 'timeout'
  | 'broken';

/** What an error of Node's fetch says. Its messages are left alone: they may quote what was sent or received. */
interface TransportError {
  readonly why: Unreachable;
  /** Node's or undici's, for example ECONNREFUSED; null where it names none, as when our own patience ended. */
  readonly code: string | null;
  /** Whether the request may have left, and then may have been taken. */
  readonly sent: boolean;
}

/**
 * What codes say. Not sent is what fails before: nobody listens, no such host, no route, no trusted certificate (Node's
 * errors, "Common system errors"; undici's UND_ERR_CONNECT_TIMEOUT). What is not listed may have been sent.
 */
const codes: readonly (readonly [pattern: RegExp, why: Unreachable, sent: boolean])[] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EINVAL)$/, 'refused', false],
  [/^(ENOTFOUND|EAI_[A-Z]+)$/, 'no-such-host', false],
  [/^ERR_INVALID_URL$/, 'bad-address', false],
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/, 'not-tls', false],
  [/^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_)/, 'tls', false],
  [/^EPROTO$/, 'tls', true],
  [/^HPE_/, 'not-http', true],
  [/^UND_ERR_CONNECT_TIMEOUT$/, 'timeout', false],
  [/^(ETIMEDOUT|UND_ERR_(HEADERS|BODY)_TIMEOUT)$/, 'timeout', true],
];

/** Reads whatever a request through Node's fetch rejected with; everybody who sends one asks here. */
export function readTransportError(error: unknown): TransportError {
  const chain = causesOf(error);
  const says = (key: 'name' | 'message', ...texts: readonly string[]): boolean =>
    chain.some((cause) => texts.includes(textAt(cause, key) ?? ''));
  const code = chain.map((cause) => textAt(cause, 'code')).find((text) => text !== null) ?? null;
  const known = code === null ? undefined : codes.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return { why: known[1], code, sent: known[2] };
  if (says('name', 'TimeoutError', 'AbortError')) return { why: 'timeout', code: null, sent: true };
  // The parser's code is left out where it has none for what it met.
  if (says('name', 'HTTPParserError')) return { why: 'not-http', code, sent: true };
  // These two are told by fetch's own words alone (fetch.spec.whatwg.org, "Port blocking", "HTTP-redirect fetch").
  if (says('message', 'bad port')) return { why: 'bad-port', code: null, sent: false };
  if (says('message', 'unexpected redirect')) return { why: 'redirect', code: null, sent: true };
  return { why: 'broken', code, sent: true };
}
