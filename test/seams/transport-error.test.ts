import { createServer, type Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readTransportError } from '../../src/seams/transport-error.ts';

async function failureOf(address: string, init: RequestInit = {}): Promise<unknown> {
  try {
    await fetch(address, init);
  } catch (error) {
    return error;
  }
  throw new Error(`${address} answered.`);
}

async function listening(answer: string | null): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => (answer === null ? socket.destroy() : socket.end(answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return { url: `http://127.0.0.1:${address.port}/`, server };
}

describe('a request that got no answer, through fetch itself', () => {
  it('was never sent where nobody listens', async () => {
    const { url, server } = await listening(null);
    await new Promise((resolve) => server.close(resolve));
    expect(readTransportError(await failureOf(url))).toEqual({
      why: 'refused',
      code: 'ECONNREFUSED',
      sent: false,
    });
  });

  it('was never sent to a port that fetch keeps away from, or to no address', async () => {
    expect(readTransportError(await failureOf('http://127.0.0.1:1/'))).toEqual({
      why: 'bad-port',
      code: null,
      sent: false,
    });
    expect(readTransportError(await failureOf('http://'))).toMatchObject({ why: 'bad-address', sent: false });
  });

  it('may have been taken where the connection broke, or something else than HTTP answered', async () => {
    const broken = await listening(null);
    expect(readTransportError(await failureOf(broken.url))).toMatchObject({ why: 'broken', sent: true });
    broken.server.close();
    const other = await listening('SSH-2.0-OpenSSH_9.6\r\n\r\n');
    expect(readTransportError(await failureOf(other.url))).toMatchObject({ why: 'not-http', sent: true });
    other.server.close();
  });

  it('was redirected where a redirect is an error', async () => {
    const { url, server } = await listening(
      'HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n',
    );
    const error = await failureOf(url, { redirect: 'error' });
    expect(readTransportError(error)).toEqual({ why: 'redirect', code: null, sent: true });
    server.close();
  });

  it('ran out of our own patience without a code', async () => {
    const error = await failureOf('http://127.0.0.1:9999/', { signal: AbortSignal.abort() });
    expect(readTransportError(error)).toEqual({ why: 'timeout', code: null, sent: true });
  });
});
