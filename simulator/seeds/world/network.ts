import type { RequestListener } from 'node:http';
import { call, type WireAnswer, type WireRequest } from '../machine/wire.ts';
import type { VirtualTime } from '../machine/virtual-time.ts';
import type { CallFault, Oddity } from '../story/story.ts';
import type { DeliveryState, Sighted } from './sighted.ts';

/** A fault that is in force. */
interface Weather {
  readonly fault: CallFault;
  readonly share: number;
  /** Since the beginning, ms. */
  readonly until: number;
  /** It hits only calls that deliver this; undefined: all. */
  readonly on: DeliveryState | undefined;
}

/** One call of the relay, as the network saw it. */
export interface NetworkCall extends Sighted {
  readonly life: number;
  readonly at: number;
  readonly fault: CallFault | null;
  /** How the provider was odd by itself. */
  readonly odd: readonly Oddity[];
  /** Seconds that the answer told the relay to wait. */
  retryAfter: number | null;
  /** What the provider answered, whatever of it arrived; null: it was never asked. */
  answered: WireAnswer | null;
  /** The relay had an answer, a failure or a timeout; it had not while this is null. */
  settledAt: number | null;
  /** By what the relay cannot know whether it took effect. */
  ambiguous: boolean;
}

/** A provider behind the network. */
export interface Provider {
  readonly listener: RequestListener;
  /** What is thrown at it now. */
  readonly weather: Weather[];
  readonly sight: (request: WireRequest) => Sighted;
  /** The provider is odd by itself: what its answer becomes. */
  readonly change: (request: WireRequest, answer: WireAnswer) => WireAnswer;
  readonly asked: (request: WireRequest) => WireRequest;
  readonly odd: () => readonly Oddity[];
}

interface NetworkParts {
  readonly time: VirtualTime;
  readonly chance: () => number;
  /** By host. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly begun: (call: NetworkCall) => void;
  /** A call is over; one whose life is over never ends. */
  readonly settled: (call: NetworkCall) => void;
}

/** What the relay's calls meet on their way; every one is kept in `calls`. */
export class Network {
  readonly calls: NetworkCall[] = [];
  private readonly parts: NetworkParts;

  constructor(parts: NetworkParts) {
    this.parts = parts;
  }

  /** `fetch`, for the relay. */
  async fetch(url: URL, init: RequestInit): Promise<Response> {
    const { time, chance, providers } = this.parts;
    const provider = providers.get(url.host);
    const life = time.current();
    if (provider === undefined || life === 'world') throw failed('ENOTFOUND');
    // Whoever has given up before never calls.
    init.signal?.throwIfAborted();
    const request = wireRequest(url, init);
    const { weather } = provider;
    const now = time.elapsed();
    const sighted = provider.sight(request);
    const hits = ({ until, on, share }: Weather): boolean =>
      until > now && (on === undefined || on === sighted.state) && chance() < share;
    const drawn = weather.find(hits)?.fault ?? null;
    // A post that arrives twice is two messages, whatever the relay does; a pager folds what has one key.
    const fault = drawn === 'twice' && sighted.service === 'slack' ? null : drawn;
    const seen: NetworkCall = {
      ...sighted,
      life,
      at: now,
      fault,
      odd: provider.odd(),
      retryAfter: null,
      answered: null,
      settledAt: null,
      ambiguous: false,
    };
    this.calls.push(seen);
    this.parts.begun(seen);
    return new Promise((resolve, reject) => {
      const signal = init.signal ?? null;
      const settle = (ambiguous: boolean, end: () => void): void => {
        if (seen.settledAt !== null) return;
        Object.assign(seen, { settledAt: time.elapsed(), ambiguous });
        this.parts.settled(seen);
        end();
      };
      // Whoever gave up never learns.
      signal?.addEventListener('abort', () =>
        settle(fault !== 'reset-before', () => reject(signal.reason as Error)),
      );
      const end: Trip['end'] = (ms, ambiguous, answer) =>
        void time.after(ms, () => settle(ambiguous, () => resolve(responseOf(answer))), life);
      const fail: Trip['fail'] = (ambiguous) =>
        void time.after(5, () => settle(ambiguous, () => reject(failed('ECONNRESET'))), life);
      const trip: Trip = { provider, request, seen, end, fail };
      time.after(2 + chance() * 60, () => void this.arrive(trip), 'world');
    });
  }

  private async arrive(trip: Trip): Promise<void> {
    const { chance } = this.parts;
    const { provider, request, seen, end, fail } = trip;
    const { fault } = seen;
    if (fault === 'late')
      await new Promise<void>((on) => this.parts.time.after(chance() * 9_000, on, 'world'));
    const instead = turnedAway(seen, chance);
    if (fault === 'reset-before') fail(false);
    else if (instead !== null) end(5, false, instead);
    if (fault === 'lost-request' || fault === 'reset-before' || instead !== null) return;
    const answer = await call(provider.listener, provider.asked(request));
    if (fault === 'twice') await call(provider.listener, provider.asked(request));
    if (answer === 'reset') {
      fail(true);
      return;
    }
    seen.answered = answer;
    const shown = provider.change(request, answer);
    if (fault === 'reset-after') fail(true);
    else if (fault === 'error-after') end(5, true, { ...shown, status: 502, body: 'bad gateway' });
    else if (fault === 'garbage') end(5, true, { ...shown, body: shown.body.slice(0, 14) });
    else if (fault === 'drip') end(2_000 + chance() * 4_000, false, shown);
    else if (fault !== 'lost-answer') end(5 + chance() * 80, false, shown);
  }
}

interface Trip {
  readonly provider: Provider;
  readonly request: WireRequest;
  readonly seen: NetworkCall;
  /** An answer reaches the relay after so many ms. `ambiguous`: it leaves open whether the call took effect. */
  readonly end: (ms: number, ambiguous: boolean, answer: WireAnswer) => void;
  /** The connection breaks. */
  readonly fail: (ambiguous: boolean) => void;
}

/** An answer that comes from before the provider; null: it gets there. */
function turnedAway(seen: NetworkCall, chance: () => number): WireAnswer | null {
  const json = { 'content-type': 'application/json' };
  switch (seen.fault) {
    case 'too-many':
      seen.retryAfter = 1 + Math.floor(chance() * 25);
      return {
        status: 429,
        headers: { ...json, 'retry-after': String(seen.retryAfter) },
        body: '{"ok":false,"error":"ratelimited"}',
      };
    case 'too-many-bare':
      return { status: 429, headers: json, body: '{"ok":false,"error":"ratelimited"}' };
    case 'unavailable':
      return { status: 503, headers: json, body: '{"ok":false,"error":"service_unavailable"}' };
    case 'html':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Maintenance</title>',
      };
    case 'late':
    case 'lost-request':
    case 'lost-answer':
    case 'reset-before':
    case 'reset-after':
    case 'error-after':
    case 'garbage':
    case 'drip':
    case 'twice':
    case null:
      return null;
  }
}

function failed(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

function responseOf({ status, headers, body }: WireAnswer): Response {
  return new Response(body, { status, headers });
}

function wireRequest(url: URL, { method = 'GET', headers, body }: RequestInit): WireRequest {
  const text = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : '';
  const named = Object.fromEntries(new Headers(headers).entries());
  if (body instanceof URLSearchParams) named['content-type'] ??= 'application/x-www-form-urlencoded';
  return { method, path: url.pathname + url.search, headers: named, body: Buffer.from(text) };
}
