import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { RelaySetup } from '../../../../simulator/run/relay-process.ts';
import { relayApi } from '../../../../simulator/run/relay-api.ts';
import type { RelayUnderTest } from '../../../../simulator/run/relay-under-test.ts';
import { createMiniBrain, type MiniBrain } from './mini-brain.ts';
import { createMiniPager, type MiniPager } from './mini-pager.ts';
import { createMiniVendors } from './mini-vendors.ts';
import type { Sabotage } from './sabotage.ts';

/** An honest relay that knows one incident only, or a dishonest one: small enough to see what it does wrong. */
export async function startMiniRelay(setup: RelaySetup, sabotage: Sabotage = {}): Promise<RelayUnderTest> {
  const brain = createMiniBrain();
  const vendors = createMiniVendors(setup, sabotage);
  const stop = new AbortController();
  const pager = createMiniPager({ brain, vendors, sabotage, clock: setup.clock });
  const app = doorsOf(
    { brain, pager, sabotage },
    (text) => void vendors.post(text, { alerts: 1, incident: `one-${brain.accepted}` }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const loop = keepCurrent({ setup, brain, vendors, pager, sabotage, signal: stop.signal });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const end = async (): Promise<void> => {
    stop.abort();
    await loop;
    server.closeAllConnections();
    server.close();
  };
  return {
    url,
    api: relayApi(url),
    crash: null,
    end: async () => {
      await end();
      return { code: 0, signal: null };
    },
    abandon: end,
    tail: () => '',
  };
}

function doorsOf(
  { brain, pager, sabotage }: Pick<Loop, 'brain' | 'pager' | 'sabotage'>,
  postEach: (text: string) => void,
): express.Express {
  const app = express();
  app.post('/webhooks/sentry', express.json({ limit: '2mb' }), (request, response) => {
    response.status(202).end();
    brain.seen += 1;
    if (sabotage.dropEvery !== undefined && brain.seen % sabotage.dropEvery === 0) return;
    pager.heard();
    brain.take(request.header('sentry-hook-resource') ?? '', request.body as unknown);
    if (sabotage.onePostAWebhook === true) postEach(`Something failed in ${brain.services().join(', ')}`);
  });
  app.post('/api/incidents/:id/acknowledge', (_request, response) => {
    pager.acknowledge();
    response.status(202).json({ accepted: true });
  });
  app.get('/api/books', (_request, response) => void response.json(brain.books()));
  app.get('/api/lanes', (_request, response) => void response.json([]));
  return app;
}

interface Loop {
  readonly setup: RelaySetup;
  readonly brain: MiniBrain;
  readonly vendors: ReturnType<typeof createMiniVendors>;
  readonly pager: MiniPager;
  readonly sabotage: Sabotage;
  readonly signal: AbortSignal;
}

const CADENCE_MS = 3000;

/** Posts once, then updates at a calm pace. */
async function keepCurrent(loop: Loop): Promise<void> {
  const { setup, brain, signal } = loop;
  let lastUpdate = -Infinity;
  while (!signal.aborted) {
    await setup.clock.sleep(200, signal);
    await loop.pager.keep();
    const now = setup.clock.now();
    if (brain.accepted > brain.covered && now - lastUpdate >= CADENCE_MS) {
      lastUpdate = now;
      await showNewest(loop);
    }
  }
}

async function showNewest({ brain, vendors, sabotage }: Loop): Promise<void> {
  const upTo = brain.accepted;
  if (sabotage.onePostAWebhook === true) {
    brain.covered = upTo;
    return;
  }
  const shown = { alerts: upTo, incident: 'i1' };
  if (vendors.posted() === null) {
    if (await vendors.post(brain.text(), shown)) brain.covered = upTo;
  } else if (sabotage.neverUpdate === true || (await vendors.update(brain.text(), shown))) {
    brain.covered = upTo;
  }
}
