import { X509Certificate } from 'node:crypto';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createCertificates } from '../../../../simulator/fakes/pagerduty/certificate.ts';

const certificates = await createCertificates(new Date());

it('the server certificate is signed by the CA, for localhost and both loopback addresses', () => {
  const ca = new X509Certificate(certificates.ca);
  const server = new X509Certificate(certificates.cert);
  expect(ca.ca).toBe(true);
  expect(server.ca).toBe(false);
  expect(server.checkIssued(ca)).toBe(true);
  expect(server.verify(ca.publicKey)).toBe(true);
  expect(server.checkHost('localhost')).toBe('localhost');
  expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(server.checkIP('::1')).toBe('::1');
});

it('a client that trusts the CA connects, and one that does not refuses', async () => {
  const server = createServer({ key: certificates.key, cert: certificates.cert }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const handshake = (ca?: string): Promise<string> =>
    new Promise((resolve) => {
      const socket: TLSSocket = connect({
        port,
        host: '127.0.0.1',
        servername: 'localhost',
        ...(ca !== undefined && { ca }),
      });
      const settle = (outcome: string): void => {
        socket.destroy();
        resolve(outcome);
      };
      socket.once('secureConnect', () => settle('connected'));
      socket.once('error', (error: Error) => settle('code' in error ? String(error.code) : error.message));
    });
  expect(await handshake(certificates.ca)).toBe('connected');
  expect(await handshake()).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  await new Promise((resolve) => server.close(resolve));
});
