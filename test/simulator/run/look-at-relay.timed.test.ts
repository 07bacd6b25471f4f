import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ControlError } from '../../../simulator/run/control-client.ts';
import { freePort } from '../../../simulator/run/free-port.ts';
import { lookAtRelay, NoRelayError } from '../../../simulator/run/look-at-relay.ts';
import { relayApi } from '../../../simulator/run/relay-api.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const books = { accepted: 3, shown: 3, folded: 0, suppressed: 0, setAside: 0, dead: 0, inFlight: 0 };

/** A relay that has an admin token. */
const guarded: RequestListener = (request, response) => {
  const open = request.url === '/healthz' || request.headers.authorization === 'Bearer right';
  response.writeHead(open ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(books));
};

const relayAt = (url: string) => ({ url, secret: 's', mayWakePeople: false, withheld: [] });

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('nothing was wrong'),
    (error: unknown) => error as Error,
  );
}

describe('a relay that is to be stormed', () => {
  it('fails within three seconds and in one line when nothing answers', async () => {
    const silent = await serving(() => undefined);
    const closed = `http://127.0.0.1:${await freePort()}`;
    for (const [url, why] of [
      [closed, 'ECONNREFUSED'],
      [silent, 'too long'],
    ] as const) {
      const since = performance.now();
      const error = await failure(lookAtRelay(relayAt(url)));
      expect(performance.now() - since).toBeLessThan(2_900);
      expect(error).toBeInstanceOf(NoRelayError);
      expect(error.message).toContain(`Nothing answers at ${url} `);
      expect(error.message).toContain(why);
      expect(error.message).not.toContain('\n');
    }
  });

  it('is refused when something else answers', async () => {
    const url = await serving((_, response) => response.writeHead(404).end());
    expect((await failure(lookAtRelay(relayAt(url)))).message).toMatch(/is no relay: \/healthz gave 404/);
  });

  it('is asked with the admin token, before and during the run', async () => {
    const url = await serving(guarded);
    expect(await lookAtRelay({ ...relayAt(url), adminToken: 'right' })).toEqual([]);
    expect(await relayApi(url, 'right').books()).toMatchObject(books);
    expect(await relayApi(url).books()).toBeNull();
  });

  it('that asks for a token is stormed without its books, and refused with a wrong one', async () => {
    const url = await serving(guarded);
    const notes = await lookAtRelay(relayAt(url));
    expect(notes.join()).toMatch(/gave 401.*not judged.*--admin-token.*ADMIN_TOKEN/);
    const error = await failure(lookAtRelay({ ...relayAt(url), adminToken: 'hush' }));
    expect(error.message).toMatch(/refuses the admin token/);
    expect(error.message).not.toContain('hush');
  });

  it('is not stormed when the fakes behind it cannot be asked', async () => {
    const url = await serving(guarded);
    const control = { url: `http://127.0.0.1:${await freePort()}`, token: 'hush' };
    const silent = await failure(lookAtRelay({ ...relayAt(url), adminToken: 'right', control }));
    expect(silent).toBeInstanceOf(ControlError);
    expect(silent.message).toContain('ECONNREFUSED');
    const wrong = { url: await serving((_, response) => response.writeHead(401).end()), token: 'hush' };
    const refused = await failure(lookAtRelay({ ...relayAt(url), adminToken: 'right', control: wrong }));
    expect(refused.message).toMatch(/answered 401/);
    expect(refused.message).not.toContain('hush');
  });
});
