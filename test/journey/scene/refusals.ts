import type { RawPost } from './raw-post.ts';

const mebibyte = 1024 * 1024;

/** A request that the door must refuse, and how. */
interface Refusal {
  readonly name: string;
  readonly post: RawPost;
  readonly status: number;
  readonly code: string;
  /** What the message has to tell the sender. */
  readonly says: RegExp;
}

const whole = JSON.stringify({ action: 'triggered', data: { event: { issue_id: '1' } } });

/** What a Sentry door refuses. */
export const refusals: readonly Refusal[] = [
  { name: 'not JSON', post: { body: 'status=down' }, status: 400, code: 'body-not-json', says: /not JSON/ },
  {
    name: 'truncated JSON',
    post: { body: whole.slice(0, -9) },
    status: 400,
    code: 'body-not-json',
    says: /cut off/,
  },
  { name: 'a JSON array', post: { body: '[1, 2]' }, status: 400, code: 'body-not-object', says: /object/ },
  { name: 'JSON null', post: { body: 'null' }, status: 400, code: 'body-not-object', says: /object/ },
  { name: 'an empty body', post: { body: '' }, status: 400, code: 'body-empty', says: /empty/ },
  {
    name: '3 MiB',
    post: { body: `{"a":"${'x'.repeat(3 * mebibyte)}"}` },
    status: 413,
    code: 'body-too-large',
    says: /2 MiB/,
  },
  {
    name: '3 MiB in pieces without a length',
    post: { body: `{"a":"${'x'.repeat(3 * mebibyte)}"}`, chunked: true },
    status: 413,
    code: 'body-too-large',
    says: /2 MiB/,
  },
  {
    name: 'a compressed body',
    post: { body: whole, headers: { 'content-encoding': 'gzip' } },
    status: 415,
    code: 'encoding-unsupported',
    says: /compressed/,
  },
  {
    name: 'no signature',
    post: { body: whole, signature: null },
    status: 401,
    code: 'signature-missing',
    says: /Sentry-Hook-Signature/,
  },
  {
    name: 'a wrong signature',
    post: { body: whole, signature: '0'.repeat(64) },
    status: 401,
    code: 'signature-mismatch',
    says: /rotated/,
  },
  {
    name: 'a signature of another body',
    post: { body: `${whole} `, signature: 'ab'.repeat(32) },
    status: 401,
    code: 'signature-mismatch',
    says: /secret/,
  },
  {
    name: 'half a signature',
    post: { body: whole, signature: 'abc123' },
    status: 401,
    code: 'signature-malformed',
    says: /64 hexadecimal/,
  },
  {
    name: 'no resource',
    post: { body: whole, resource: null },
    status: 400,
    code: 'resource-missing',
    says: /Sentry-Hook-Resource/,
  },
  {
    name: 'a resource that is none',
    post: { body: whole, resource: 'Event Alert/../x' },
    status: 400,
    code: 'resource-malformed',
    says: /resource name/,
  },
  {
    name: 'an unknown door',
    post: { body: whole, path: '/webhooks/elsewhere' },
    status: 404,
    code: 'not-found',
    says: /nothing at this address/,
  },
  {
    name: 'the legacy door that nobody opened',
    post: { body: whole, path: '/webhooks/sentry/legacy/guess' },
    status: 404,
    code: 'not-found',
    says: /nothing at this address/,
  },
  {
    name: 'GET',
    post: { body: '', method: 'GET' },
    status: 405,
    code: 'method-not-allowed',
    says: /Use POST/,
  },
  {
    name: 'PUT',
    post: { body: whole, method: 'PUT' },
    status: 405,
    code: 'method-not-allowed',
    says: /Use POST/,
  },
];
