import { createServer, type AddressInfo, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWebhookInspector } from '../../../src/integrations/webhook/inspector.ts';
import { namesForAll, namesOfReceiver } from '../../../src/integrations/webhook/names.ts';
import type { Finding } from '../../../src/seams/inspector.ts';
import { stillClock } from '../../notifiers/example-sends.ts';

/** Somebody who takes connections, and counts the bytes that come. */
async function listening(): Promise<{ readonly port: number; readonly bytes: () => number }> {
  let bytes = 0;
  const server: Server = createServer((socket) => {
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, bytes: () => bytes };
}

function probe(url: string, allowPrivate: boolean, names = namesForAll): Promise<Finding> {
  const inspector = createWebhookInspector({ config: { url, allowPrivate }, names, clock: stillClock() });
  return inspector.probe(inspector.credential);
}

describe('a look at the address of a program', () => {
  it('finds that it takes connections, and sends nothing', async () => {
    const { port, bytes } = await listening();
    const found = await probe(`http://127.0.0.1:${port}/hook`, true);
    expect(found).toMatchObject({
      kind: 'yes',
      detail: expect.stringContaining('takes connections') as string,
    });
    expect(bytes()).toBe(0);
  });

  it('finds that nobody is there', async () => {
    const { port } = await listening();
    const free = port === 1 ? 2 : 1;
    expect(await probe(`http://127.0.0.1:${free}/hook`, true)).toMatchObject({
      kind: 'unknown',
      code: 'unreachable',
      detail: expect.stringContaining('could not be made') as string,
    });
  });

  it.each(['http://127.0.0.1:9/hook', 'http://[::1]:9/hook', 'http://localhost:9/hook'])(
    'goes nowhere near %s, and says which setting would allow it',
    async (url) => {
      const found = await probe(url, false, namesOfReceiver('audit'));
      expect(found).toMatchObject({ kind: 'no', code: 'hook-private' });
      expect(found).toMatchObject({
        detail: expect.stringContaining('Set webhook.allow_private of receiver audit to true') as string,
      });
    },
  );
});
