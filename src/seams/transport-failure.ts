import type { Outcome } from '../domain/sending/outcome.ts';
import { readTransportError } from './transport-error.ts';

/** What a send became whose request ended without an answer that could be read. */
export function transportFailure(error: unknown, host: string): Outcome {
  const { why, code, sent } = readTransportError(error);
  const named = code === null ? '' : ` (${code})`;
  if (!sent) return failed(false, `The connection to ${host} could not be made${named}.`);
  // Without a code it was our own patience that ended.
  if (why === 'timeout' && code === null)
    return { ...failed(true, `${host} did not answer in time.`), timedOut: true };
  if (why === 'redirect') {
    const advice = 'Configure the address that it redirects to, if you trust it.';
    return {
      kind: 'misconfigured',
      scope: 'credential',
      code: 'strange-answer',
      reason: `${host} answers with a redirect. ${advice}`,
    };
  }
  return failed(true, `The connection to ${host} broke before its answer could be read${named}.`);
}

function failed(ambiguous: boolean, reason: string): Extract<Outcome, { kind: 'failed' }> {
  return { kind: 'failed', ambiguous, timedOut: false, code: 'unreachable', reason };
}
