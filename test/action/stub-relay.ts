import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { DrillEnd } from '../../src/action/relay/relay-client.ts';
import type { DrillHop, DrillReport } from '../../src/domain/drill/drill-report.ts';
import { healthyHops, healthyReport, judged } from './example-report.ts';

/** An answer of the stub's own making instead of the usual one. */
export interface Refusal {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the relay's error body. */
  readonly html?: string;
}

/** The calls that can be told to go wrong. */
type Route = 'deploys' | 'register' | 'webhook' | 'report' | 'end';

/** How the stub behaves; what is left out is healthy. */
export interface StubScript {
  readonly provable?: readonly ('slack' | 'page')[];
  readonly notes?: readonly string[];
  /** Asked before each answer, with the number of earlier calls of that route; null lets it pass. */
  readonly refuse?: (route: Route, earlier: number) => Refusal | null;
  /** How long a route takes to answer, in ms. */
  readonly delays?: Partial<Record<Route, number>>;
  /** Changes the healthy report; `polls` counts those since the alerts came. */
  readonly report?: (healthy: DrillReport, polls: number) => DrillReport;
  /** How often the drill still shows as open after its end. */
  readonly opensAfterEnd?: number;
}

/** A request that reached the stub. */
interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A drill as the stub keeps it. */
interface StubDrill {
  readonly id: string;
  readonly nonce: string;
  readonly allowed: number;
  readonly scenario: string;
  taken: number;
  polls: number;
  end: DrillEnd | null;
  pollsAfterEnd: number;
}

/** The secrets of every stub. */
export const stubSecrets = { drill: 'drill-secret-of-the-stub', token: 'ci-token-of-the-stub' } as const;

/** A small server that follows the contract of the relay's CI routes, and can be told to break it. */
export class StubRelay {
  /** Where it listens; kept after its end. */
  url = '';
  readonly requests: StubRequest[] = [];
  readonly drills: StubDrill[] = [];
  readonly #script: StubScript;
  readonly #server: Server;
  readonly #calls = new Map<Route, number>();

  private constructor(script: StubScript) {
    this.#script = script;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(script: StubScript = {}): Promise<StubRelay> {
    const stub = new StubRelay(script);
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve));
    const address = stub.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The stub does not listen.');
    stub.url = `http://127.0.0.1:${address.port}`;
    return stub;
  }

  /** The inputs that fit it; a test's machine may be busier than a relay's. */
  get inputs(): Readonly<Record<string, string>> {
    return {
      'relay-url': this.url,
      'drill-secret': stubSecrets.drill,
      token: stubSecrets.token,
      'max-ack-ms': '4000',
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Resolves once this many requests of a path have come. */
  async saw(pathStart: string, count = 1): Promise<void> {
    while (this.requests.filter(({ path }) => path.startsWith(pathStart)).length < count) await delay(10);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
    const body = Buffer.concat(parts).toString('utf8');
    const { method = '', url: path = '', headers } = request;
    this.requests.push({ method, path, headers, body });
    const route = routeOf(method, path);
    if (route === null) {
      send(response, { status: 404, code: 'not-found' });
      return;
    }
    const earlier = this.#calls.get(route) ?? 0;
    this.#calls.set(route, earlier + 1);
    await delay(this.#script.delays?.[route] ?? 0);
    const refusal = this.#script.refuse?.(route, earlier) ?? accessRefusal(route, request);
    if (refusal !== null) send(response, refusal);
    else this.#answer(route, { method, path, headers, body }, response);
  }

  #answer(route: Route, request: StubRequest, response: ServerResponse): void {
    switch (route) {
      case 'deploys':
        sendJson(response, 202, { accepted: true });
        return;
      case 'register':
        sendJson(response, 201, this.#register(request.body));
        return;
      case 'webhook':
        this.#take(request, response);
        return;
      case 'report':
      case 'end': {
        const drill = this.drills.find(({ id }) => request.path.split('/')[3] === id);
        if (drill === undefined) send(response, { status: 404, code: 'drill-unknown' });
        else if (route === 'report') sendJson(response, 200, this.#report(drill));
        else this.#end(drill, request.body, response);
      }
    }
  }

  #register(body: string): object {
    const { alerts, scenario } = JSON.parse(body) as { alerts: number; scenario: string };
    const id = `drill-${41 + this.drills.length}`;
    const nonce = `nonce-of-${id}-kept-secret`;
    this.drills.push({
      id,
      nonce,
      allowed: alerts,
      scenario,
      taken: 0,
      polls: 0,
      end: null,
      pollsAfterEnd: 0,
    });
    const { provable = ['slack', 'page'], notes = [] } = this.#script;
    return {
      id,
      nonce,
      expiresAt: Date.now() + 600_000,
      alerts,
      provable,
      notes,
      later: 'a newer relay says more',
    };
  }

  #take({ body, headers }: StubRequest, response: ServerResponse): void {
    const signature = createHmac('sha256', stubSecrets.drill).update(body).digest('hex');
    if (headers['sentry-hook-signature'] !== signature) {
      send(response, { status: 401, code: 'drill-signature-mismatch' });
      return;
    }
    const drill = this.drills.find(({ nonce }) => body.includes(nonce));
    if (drill !== undefined) drill.taken += 1;
    sendJson(response, 202, { accepted: true, duplicate: false, seq: drill?.taken ?? 0 });
  }

  #report(drill: StubDrill): DrillReport {
    const {
      provable = ['slack', 'page'],
      report = (healthy: DrillReport): DrillReport => healthy,
      opensAfterEnd = 1,
    } = this.#script;
    const isCounted = drill.taken >= drill.allowed;
    if (isCounted) drill.polls += 1;
    if (drill.end !== null) drill.pollsAfterEnd += 1;
    const isOpen = drill.end === null || drill.pollsAfterEnd <= opensAfterEnd;
    const hops: readonly DrillHop[] = healthyHops(drill.polls >= 2 ? 'confirmed' : 'accepted').filter(
      ({ hop }) => provable.includes(hop),
    );
    const healthy = healthyReport({
      id: drill.id,
      scenario: drill.scenario === 'storm' ? 'storm' : 'single',
      state: drill.end?.result ?? (drill.taken === 0 ? 'registered' : 'running'),
      alerts: { allowed: drill.allowed, taken: drill.taken, firstAt: drill.taken === 0 ? null : Date.now() },
      hops: isCounted ? hops : [],
      incidents: isCounted ? undefined : [],
      leftOpen: isOpen ? ['the Slack message still shows the drill as open'] : [],
    });
    return judged(report(healthy, drill.polls));
  }

  #end(drill: StubDrill, body: string, response: ServerResponse): void {
    if (drill.end !== null) {
      send(response, { status: 409, code: 'drill-over' });
      return;
    }
    drill.end = JSON.parse(body) as DrillEnd;
    sendJson(response, 202, { accepted: true });
  }
}

function routeOf(method: string, path: string): Route | null {
  const isDrill = /^\/api\/synthetics\/[^/]+(\/end)?$/.exec(path);
  if (method === 'GET') return isDrill === null || isDrill[1] !== undefined ? null : 'report';
  if (path === '/api/deploys') return 'deploys';
  if (path === '/api/synthetics') return 'register';
  if (path === '/webhooks/sentry') return 'webhook';
  return isDrill?.[1] === undefined ? null : 'end';
}

function accessRefusal(route: Route, { headers }: IncomingMessage): Refusal | null {
  if (route === 'webhook' || headers.authorization === `Bearer ${stubSecrets.token}`) return null;
  return { status: 401, code: headers.authorization === undefined ? 'ci-token-needed' : 'ci-token-wrong' };
}

function send(response: ServerResponse, { status, code, message, headers, html }: Refusal): void {
  const type = html === undefined ? 'application/json' : 'text/html';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(
    html ?? JSON.stringify({ error: { code, message: message ?? `The stub says ${code ?? 'no'}.` } }),
  );
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
