import type { Outcome } from '../domain/outcome.ts';
import { causesOf, textAt } from './error-chain.ts';

/**
 * Codes of failures that come before a request is sent: nobody listens, no such host, no route, no trusted
 * certificate (Node's errors, "Common system errors"; undici's UND_ERR_CONNECT_TIMEOUT).
 */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_[A-Z]+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EINVAL|UND_ERR_CONNECT_TIMEOUT|CERT_[A-Z_]+|UNABLE_TO_[A-Z_]+|SELF_SIGNED_[A-Z_]+|DEPTH_ZERO_[A-Z_]+|ERR_TLS_[A-Z_]+|ERR_SSL_[A-Z_]+|ERR_INVALID_URL)$/;

/**
 * What became of a request through Node's fetch that ended without an answer that could be read. Only errors'
 * names and codes reach the reason, never their messages: those may quote what was sent or received.
 */
export function transportFailure(error: unknown, host: string): Outcome {
  const chain = causesOf(error);
  const code = chain.map((cause) => textAt(cause, 'code')).find((text) => text !== null) ?? null;
  const names = chain.map((cause) => textAt(cause, 'name'));
  if (code !== null && beforeSending.test(code)) {
    return failed(false, `The connection to ${host} could not be made (${code}).`);
  }
  if (names.includes('TimeoutError') || names.includes('AbortError')) {
    return { ...failed(true, `${host} did not answer in time.`), timedOut: true };
  }
  if (chain.some((cause) => textAt(cause, 'message') === 'unexpected redirect')) {
    const advice = 'Configure the address that it redirects to, if you trust it.';
    return {
      kind: 'misconfigured',
      scope: 'credential',
      code: 'strange-answer',
      reason: `${host} answers with a redirect. ${advice}`,
    };
  }
  return failed(
    true,
    `The connection to ${host} broke before its answer could be read${code === null ? '' : ` (${code})`}.`,
  );
}

function failed(ambiguous: boolean, reason: string): Extract<Outcome, { kind: 'failed' }> {
  return { kind: 'failed', ambiguous, timedOut: false, code: 'unreachable', reason };
}
