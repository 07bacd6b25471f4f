import { createHmac, randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import type { JsonCheck } from '../../domain/inbox/json-body.ts';
import { createInbox } from '../../ingest/inbox.ts';
import { createSentryDoor } from '../../integrations/sentry/door.ts';
import { sampleEntries } from '../../integrations/sentry/sample-entries.ts';
import { hookHeader } from '../../integrations/sentry/wire.ts';
import { createInstruments } from '../../observe/instruments.ts';
import type { Clock } from '../../seams/clock.ts';
import { silentLog } from '../../seams/log.ts';
import { createServer } from '../node-http.ts';
import { serverOptions } from '../server-options.ts';
import { createReception } from './reception.ts';
import { webhookDoor } from './webhook-door.ts';

/** Lines at once, and webhooks on each: about when the compiler has seen enough of the way. */
const lines = 4;
const onALine = 75;
const path = '/webhooks/sentry';

/** What a rehearsal needs. */
interface RehearsalDeps {
  readonly clock: Clock;
  readonly looksWhole: JsonCheck;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Sends made-up webhooks through a door like Sentry's, over HTTP on a port of its own that nobody knows, signed with a
 * secret that nobody has; nothing of them is kept or counted. The first hundred webhooks through cold code cost ten times as
 * much as later ones, and the storm that a relay is restarted in does not wait. Resolves when it is over or was ended; that it
 * cannot be held is no trouble.
 */
export async function rehearse({ clock, looksWhole, signal }: RehearsalDeps): Promise<void> {
  const secret = randomUUID();
  const server = createServer(serverOptions, stage(secret, clock, looksWhole));
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  server.once('error', () => server.close());
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    const script = scriptOf(secret);
    const left = Array.from({ length: lines }, () => line(port, script, signal));
    void Promise.all(left).then(() => server.close());
  });
  await closed;
}

const never = { mayPass: () => false };

/** A door whose inbox forgets. */
function stage(secret: string, clock: Clock, looksWhole: JsonCheck): RequestListener {
  const settings = { signingSecrets: [secret], drillSecret: null, serviceHooks: null };
  const door = createSentryDoor(settings, () => true, looksWhole);
  const inbox = createInbox({
    store: { append: (all) => Promise.resolve(all.map((_, n) => ({ seq: n + 1, duplicate: false }))) },
    clock,
    onAppended: () => undefined,
  });
  const handler = webhookDoor(door, {
    ...createInstruments(clock),
    inbox,
    clock,
    log: silentLog,
    store: { quarantine: () => Promise.resolve() },
    quarantineGates: { likely: never, strange: never },
    reception: createReception({ clock, pace: clock }),
  });
  return (request, response) => void handler(request, response).catch(() => response.destroy());
}

/** Whole requests, one after the other; the last one asks for the end of the line. */
function scriptOf(secret: string): string {
  const bodies = sampleEntries(onALine / 3).map(({ body }) => body);
  return bodies.map((body, n) => requestOf(body, secret, n === bodies.length - 1)).join('');
}

function requestOf(body: string, secret: string, isLast: boolean): string {
  const headers = {
    Host: '127.0.0.1',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'Request-ID': randomUUID(),
    [hookHeader.resource]: 'event_alert',
    [hookHeader.signature]: createHmac('sha256', secret).update(body).digest('hex'),
    ...(isLast ? { Connection: 'close' } : {}),
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${path} HTTP/1.1`, ...head, '', body].join('\r\n');
}

/** Resolves when the line has ended. */
function line(port: number, script: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, signal });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
    socket.write(script);
  });
}
