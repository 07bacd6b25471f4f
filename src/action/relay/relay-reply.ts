import type { CallFailure } from './call-failure.ts';
import type { Redactor } from './redact.ts';
import { readRefusal } from './relay-answers.ts';

/** A call's value, or why there is none. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: CallFailure };

/** What came back, before anything is made of it. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What is needed to judge a reply. */
interface ReplyContext {
  /** Base address of the relay. */
  readonly url: string;
  readonly redactor: Redactor;
}

/** What an answer comes to. `read` makes a value of a body, or null when it is not in the relay's words. */
export function judgeReply<T>(
  { redactor, url }: ReplyContext,
  { status, headers, text }: Reply,
  read: (body: unknown) => T | null,
): Answer<T> {
  const body = parsed(text);
  if (status >= 200 && status < 300) {
    const value = read(body);
    const what = body === undefined ? kindOf(text) : 'JSON that this version does not understand';
    return value === null ? no({ kind: 'unreadable', status, what }) : { ok: true, value };
  }
  if (status >= 300 && status < 400)
    return no({ kind: 'redirected', to: hostOf(headers.get('location'), url) });
  const refusal = readRefusal(redactor.deep(body));
  return no({
    kind: 'refused',
    status,
    code: refusal?.code.slice(0, 60) ?? null,
    message: refusal?.message.slice(0, 300) ?? null,
    retryAfterMs: retryAfterOf(headers.get('retry-after')),
  });
}

function no(failure: CallFailure): { readonly ok: false; readonly failure: CallFailure } {
  return { ok: false, failure };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function kindOf(text: string): string {
  if (text.trim() === '') return 'an empty body';
  return /^\s*<(?:!doctype|html)/i.test(text) ? 'a web page' : 'something that is not JSON';
}

function hostOf(location: string | null, base: string): string | null {
  return location !== null && URL.canParse(location, base) ? new URL(location, base).origin : null;
}

function retryAfterOf(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header.trim()) ? Number(header) * 1000 : null;
}
