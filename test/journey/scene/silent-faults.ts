import type { FaultSpec } from '../../../simulator/fakes/start.ts';

/** What a vendor does to a request. */
export type Fault = FaultSpec['fault'];

/** Ways in which Slack takes a request and does not say so. */
export const silent: readonly (readonly [string, Fault])[] = [
  ['answers HTTP 500', { kind: 'accept-then-fail', answer: 500 }],
  ['answers internal_error', { kind: 'accept-then-fail', answer: 'internal_error' }],
  ['never answers', { kind: 'timeout' }],
  ['resets the connection', { kind: 'reset', when: 'after' }],
  ['says that it did not (429)', { kind: 'rate-limit', retryAfter: 2, form: 'header', stored: true }],
  ['answers with a web page', { kind: 'html', takesEffect: true }],
];
