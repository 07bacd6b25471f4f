import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome, Step } from '../../src/domain/sending/outcome.ts';
import type { Clock } from '../../src/seams/clock.ts';
import type { Log } from '../../src/seams/log.ts';
import type { Notifier, Send } from '../../src/seams/notifier.ts';
import { hastyClock, keptLog, stillClock } from './example-sends.ts';
import { deadAddress, startScripted, type Script, type ScriptedServer } from './scripted-server.ts';

/** What the contract must know of one edge. */
interface NotifierCase {
  readonly name: string;
  /** The secret that must never be seen outside of a request. */
  readonly secret: string;
  /** A notifier that sends to `url` and gives up when the clock says so. */
  create(url: string, log: Log, clock: Clock): Notifier;
  /** A send of this step with everything it needs. */
  send(step: Step): Send;
  /** What the service answers when it took a message. */
  readonly success: Script;
  /** Steps that go over the wire. */
  readonly steps: readonly Step[];
  /** How a plain HTTP status must be understood; null: any failure will do. */
  expected(status: number): Outcome['kind'] | null;
}

const outcomeKinds = [
  'delivered',
  'found',
  'absent',
  'limited',
  'failed',
  'misconfigured',
  'refused',
  'gone',
  'blind',
];

/** What every notifier owes to the dispatcher, over real HTTP. */
export function notifierContract(edge: NotifierCase): void {
  describe(`${edge.name} keeps the notifiers' contract`, () => {
    let server: ScriptedServer;
    let notifier: Notifier;
    let hasty: Notifier;
    const kept = keptLog();

    beforeAll(async () => {
      server = await startScripted(() => edge.success);
      notifier = edge.create(server.url, kept.log, stillClock());
      hasty = edge.create(server.url, kept.log, hastyClock());
    });
    beforeEach(() => {
      server.received.length = 0;
      server.answer = () => edge.success;
    });
    afterAll(async () => {
      await Promise.all([notifier.close(), hasty.close()]);
      await server.close();
    });

    async function send(step: Step, script: Script): Promise<Outcome> {
      server.answer = () => script;
      return (script === 'hang' ? hasty : notifier).send(edge.send(step));
    }

    it.each(edge.steps)('sends one request for one %s and never a second', async (step) => {
      for (const script of [edge.success, { status: 500 }, { status: 429 }, 'reset', 'hang'] as const) {
        server.received.length = 0;
        await send(step, script);
        expect(server.received).toHaveLength(1);
      }
    });

    it('says delivered, with a handle, when the service took it', async () => {
      const outcome = await send('create', edge.success);
      expect(outcome.kind).toBe('delivered');
      expect(outcome.kind === 'delivered' && outcome.handle).toEqual(expect.any(String));
    });

    it('understands every HTTP status, with an empty, an HTML and a JSON body', async () => {
      const statuses = Array.from({ length: 400 }, (_, index) => index + 200);
      for (const status of statuses) {
        for (const body of bodiesFor(status)) {
          const outcome = await send('create', { status, body });
          expect(outcomeKinds, `HTTP ${status}`).toContain(outcome.kind);
          const wanted = edge.expected(status);
          if (wanted !== null) expect(outcome.kind, `HTTP ${status} ${JSON.stringify(outcome)}`).toBe(wanted);
          if (status >= 500)
            expect(outcome).toMatchObject({ kind: 'failed', ambiguous: true, code: 'provider-failing' });
        }
      }
    });

    it('obeys Retry-After to the second, and waits some seconds where a 429 names none', async () => {
      expect(await send('create', { status: 429, headers: { 'retry-after': '37' } })).toMatchObject({
        kind: 'limited',
        waitMs: 37_000,
        code: 'limited',
      });
      for (const named of ['', '-1', 'soon', 'Wed, 21 Oct 2026 07:28:00 GMT']) {
        const outcome = await send('create', { status: 429, headers: { 'retry-after': named } });
        expect(outcome.kind).toBe('limited');
        expect(outcome.kind === 'limited' && outcome.waitMs).toBeGreaterThanOrEqual(1000);
        expect(outcome.kind === 'limited' && outcome.waitMs).toBeLessThanOrEqual(60_000);
      }
    });

    it('calls a reset and a missing answer ambiguous', async () => {
      expect(await send('create', 'reset')).toMatchObject({
        kind: 'failed',
        ambiguous: true,
        timedOut: false,
        code: 'unreachable',
      });
      expect(await send('create', 'hang')).toMatchObject({ kind: 'failed', ambiguous: true, timedOut: true });
    });

    it('calls a page of HTML in a 200 ambiguous', async () => {
      const outcome = await send('create', { status: 200, body: '<!doctype html><p>Back soon</p>' });
      expect(outcome).toMatchObject({ kind: 'failed', ambiguous: true });
      expect(JSON.stringify(outcome)).not.toContain('Back soon');
    });

    it('calls a refused connection and an unknown host certain failures', async () => {
      for (const url of [await deadAddress(), 'http://no-such-host.invalid']) {
        const unreachable = edge.create(url, kept.log, stillClock());
        const outcome = await unreachable.send(edge.send('create'));
        expect(outcome).toMatchObject({ kind: 'failed', ambiguous: false, timedOut: false });
        await unreachable.close();
      }
    });

    it('follows no redirect', async () => {
      const outcome = await send('create', { status: 302, headers: { location: `${server.url}/elsewhere` } });
      expect(outcome.kind).toBe('misconfigured');
      expect(server.received).toHaveLength(1);
    });

    it('asks only for debits that can ever be granted', () => {
      for (const step of ['create', 'change', 'close', 'lookup'] as const) {
        for (const sendClass of ['page', 'first', 'status', 'counter'] as const) {
          const debits = notifier.debits(edge.send(step === 'lookup' ? 'create' : step).row, step, sendClass);
          for (const { bucket, spec, share } of debits) {
            expect(bucket).not.toContain(edge.secret);
            expect(share).toBeGreaterThan(0);
            expect(share).toBeLessThanOrEqual(1);
            expect(Math.floor(spec.limit * share)).toBeGreaterThanOrEqual(1);
            expect(spec.perMs).toBeGreaterThan(0);
          }
          expect(new Set(debits.map(({ bucket }) => bucket)).size).toBe(debits.length);
        }
      }
    });

    it('leaks no secret into credential, outcomes or log lines, not even one that the answer quotes', async () => {
      const secrets = [edge.secret, edge.secret.slice(-12)];
      const outcomes: Outcome[] = [];
      for (const step of edge.steps) {
        for (const status of [200, 202, 400, 401, 403, 413, 429, 500]) {
          server.answer = ({ headers, body }) => quoting(status, `${headers.authorization ?? ''} ${body}`);
          outcomes.push(await notifier.send(edge.send(step)));
        }
        for (const script of ['reset', 'hang'] as const) outcomes.push(await send(step, script));
      }
      const everything = [notifier.credential, JSON.stringify(outcomes), ...kept.lines].join('\n');
      expect(outcomes).toHaveLength(edge.steps.length * 10);
      for (const secret of secrets) expect(everything).not.toContain(secret);
    });
  });
}

/** An answer that repeats the request, as debugging proxies do. */
function quoting(status: number, request: string): Script {
  const body = {
    ok: false,
    error: request,
    status: request,
    message: request,
    errors: [request],
    response_metadata: { messages: [`[ERROR] ${request}`], warnings: [request] },
  };
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function bodiesFor(status: number): readonly string[] {
  // These answers have no body by HTTP itself.
  if (status === 204 || status === 205 || status === 304) return [''];
  return status % 50 === 0 ? ['', '<html>', '{"ok":false,"error":"x"}', 'null'] : ['{}'];
}
