import type { z } from 'zod';
import type { Clock } from '../../../seams/clock.ts';
import type { SentryCall } from '../../../seams/sentry-desk.ts';
import { readTransportError } from '../../../seams/transport-error.ts';
import { textWithin } from '../../../seams/answer-body.ts';
import { Pace } from './pace.ts';

/** Where Sentry's Web API is, for whom, and the token that opens it. */
export interface SentryAccess {
  /** Base of Sentry, for example https://us.sentry.io. */
  readonly apiUrl: string;
  /** The organization's slug. */
  readonly org: string;
  readonly token: string;
}

/** What a client needs. */
export interface SentryClientOptions {
  readonly access: SentryAccess;
  readonly clock: Clock;
  /** Aborted when the relay stops: nothing is waited for any longer. */
  readonly signal: AbortSignal;
  /** Told of each call once it is over; absent: nobody counts. */
  readonly observe?: ((call: SentryCall) => void) | undefined;
}

/** What became of one call. */
export type CallAnswer<T> =
  | { readonly kind: 'told'; readonly value: T; readonly next: string | null }
  /** There is no such thing, or no such endpoint here. */
  | { readonly kind: 'absent' }
  /** It is not what Sentry's documents say. */
  | { readonly kind: 'strange' }
  /** The token may not. */
  | { readonly kind: 'forbidden'; readonly status: number }
  | { readonly kind: 'later'; readonly waitMs: number; readonly why: string };

/** One call. */
interface Call<T> {
  readonly route: SentryCall['route'];
  /** Parts of the path below `/api/0`; each is encoded. */
  readonly path: readonly string[];
  readonly query?: readonly (readonly [string, string])[];
  readonly change?: object;
  /** Somebody may have to be woken for what it tells. */
  readonly urgent?: boolean;
  readonly shape: z.ZodType<T>;
}

const timeoutMs = 10_000;
/** A whole event with its frames weighs a few hundred kilobytes. */
const mostAnswer = 4 * 1024 * 1024;

/** Sentry's Web API, a call at a time. Its addresses are made here, of the configured base and checked parts: never out of a payload. */
export class SentryClient {
  private readonly access: SentryAccess;
  private readonly clock: Clock;
  private readonly signal: AbortSignal;
  private readonly pace: Pace;
  private readonly observe: (call: SentryCall) => void;

  constructor({ access, clock, signal, observe = () => undefined }: SentryClientOptions) {
    this.observe = observe;
    this.access = access;
    this.clock = clock;
    this.signal = signal;
    this.pace = new Pace(clock, signal);
  }

  get org(): string {
    return this.access.org;
  }

  now(): number {
    return this.clock.now();
  }

  /** Never rejects. */
  async call<T>(call: Call<T>): Promise<CallAnswer<T>> {
    await this.pace.turn(call.urgent);
    const { host } = new URL(this.access.apiUrl);
    const { route } = call;
    try {
      const response = await this.send(call);
      const answer = this.read(response, await textWithin(response, mostAnswer), call.shape);
      this.observe({ route, outcome: outcomeOf(answer, response.status) });
      return answer;
    } catch (error) {
      const { why } = readTransportError(error);
      this.observe({ route, outcome: 'no-answer' });
      return { kind: 'later', waitMs: this.pace.failed(), why: `${host} gave no answer (${why}).` };
    }
  }

  private send<T>({ path, query = [], change }: Call<T>): Promise<Response> {
    const base = this.access.apiUrl.replace(/\/+$/, '');
    const url = new URL(`${base}/api/0/${path.map((part) => encodeURIComponent(part)).join('/')}/`);
    for (const [name, value] of query) url.searchParams.append(name, value);
    return fetch(url, {
      method: change === undefined ? 'GET' : 'PUT',
      headers: {
        authorization: `Bearer ${this.access.token}`,
        accept: 'application/json',
        'user-agent': 'stormrelay',
        ...(change === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(change === undefined ? {} : { body: JSON.stringify(change) }),
      // Nobody else gets the token.
      redirect: 'error',
      signal: AbortSignal.any([this.signal, AbortSignal.timeout(this.clock.realTimeout(timeoutMs))]),
    });
  }

  private read<T>({ status, headers }: Response, text: string, shape: z.ZodType<T>): CallAnswer<T> {
    const { host } = new URL(this.access.apiUrl);
    if (status === 429)
      return { kind: 'later', waitMs: this.pace.limited(headers), why: `${host} says that it is too often.` };
    if (status >= 500 || status === 408)
      return { kind: 'later', waitMs: this.pace.failed(), why: `${host} answered with HTTP ${status}.` };
    this.pace.answered(headers);
    if (status === 401 || status === 403) return { kind: 'forbidden', status };
    if (status >= 400) return { kind: 'absent' };
    const read = shape.safeParse(parsed(text));
    return read.success
      ? { kind: 'told', value: read.data, next: nextCursor(headers.get('link')) }
      : { kind: 'strange' };
  }
}

function outcomeOf({ kind }: CallAnswer<unknown>, status: number): SentryCall['outcome'] {
  if (kind !== 'later') return kind;
  return status === 429 ? 'limited' : 'failed';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The cursor of the next page; null on the last. The address beside it is not followed, only the cursor is taken. */
function nextCursor(link: string | null): string | null {
  const next = /rel="next";\s*results="true";\s*cursor="([\d:-]{1,60})"/.exec((link ?? '').slice(0, 4_000));
  return next?.[1] ?? null;
}
