import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SimClock } from '../clock.ts';
import type { FakesConnection } from '../fakes/start.ts';
import { tellingOf } from './telling.ts';

/** The relay that many teams write first, while it runs. */
interface NaiveRelay {
  /** Where Sentry sends to. */
  readonly target: string;
  /** Resolves when everything that came in was told, or refused. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Virtual ms after which it gives an answer up. */
const patienceMs = 10_000;

/** Each webhook is one message in Slack and, where it is an alarm, one trigger. It remembers nothing, and tries nothing twice. */
export async function startNaiveRelay(so: {
  readonly connection: Pick<FakesConnection, 'slack' | 'pagerduty'>;
  readonly clock: SimClock;
}): Promise<NaiveRelay> {
  const underWay = new Set<Promise<unknown>>();
  const server = createServer((request, response) => {
    const told = take(request, so)
      .catch(() => undefined)
      .finally(() => underWay.delete(told));
    underWay.add(told);
    // It does not know whether it told anybody, and says so to nobody.
    request.once('end', () => response.end('ok'));
    request.once('error', () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    target: `http://127.0.0.1:${port}/webhooks/sentry`,
    idle: async () => {
      await Promise.all(underWay);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all(underWay);
    },
  };
}

async function take(
  request: IncomingMessage,
  { connection: { slack, pagerduty }, clock }: Parameters<typeof startNaiveRelay>[0],
): Promise<void> {
  const resource = String(request.headers['sentry-hook-resource'] ?? '');
  const said = tellingOf(resource, JSON.parse(await text(request)));
  const send = (url: string | URL, body: object): Promise<unknown> => post(url, body, clock);
  const { trigger } = said;
  const page = {
    routing_key: pagerduty.routingKey,
    event_action: 'trigger',
    ...(trigger?.dedupKey === undefined ? {} : { dedup_key: trigger.dedupKey }),
    payload: { summary: trigger?.summary, source: trigger?.source, severity: 'critical' },
  };
  await Promise.all([
    send(slack.webhookUrl, { text: said.text }),
    ...(trigger === null ? [] : [send(new URL('/v2/enqueue', pagerduty.url), page)]),
  ]);
}

/** Whatever is answered, it is not looked at. */
async function post(url: string | URL, body: object, clock: SimClock): Promise<void> {
  const signal = AbortSignal.timeout(clock.realTimeout(patienceMs));
  const headers = { 'content-type': 'application/json' };
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
    .then((response) => response.body?.cancel())
    .catch(() => undefined);
}
