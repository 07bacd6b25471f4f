import { rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createSecureServer, type Server } from 'node:tls';
import { onTestFinished } from 'vitest';
import { writeCertificates } from '../../../simulator/fakes/pagerduty/certificate-files.ts';

/** What a handshake comes to: a certificate of an authority that is known, or of another, or none at all. */
export type Handshake = 'known' | 'stranger' | 'reset';

/** A line to a fake behind TLS. */
interface SecureLine {
  readonly url: string;
  /** How many lines were opened since the last change. */
  opened(): number;
  /** From now on handshakes come to this; lines that are open are closed. */
  become(handshake: Handshake): void;
}

/** TLS before fakes, with certificates of an authority whose file the relay is given. */
export async function secureLines(): Promise<{
  readonly caFile: string;
  readonly before: (target: string) => Promise<SecureLine>;
}> {
  const [known, stranger] = [await writeCertificates(), await writeCertificates()];
  onTestFinished(async () => {
    for (const { folder } of [known, stranger]) await rm(folder, { recursive: true });
  });
  return { caFile: known.caFile, before: (target) => secureLine(target, { known, stranger }) };
}

type Certificates = Readonly<
  Record<Exclude<Handshake, 'reset'>, { readonly key: string; readonly cert: string }>
>;

async function secureLine(target: string, { known, stranger }: Certificates): Promise<SecureLine> {
  const port = Number(new URL(target).port);
  const servers = { known: plainBehind(port, known), stranger: plainBehind(port, stranger) };
  const lines = new Set<Socket>();
  let [handshake, opened]: [Handshake, number] = ['known', 0];
  const closeAll = (): void => lines.forEach((line) => void line.destroy());
  const front = createServer((line) => {
    opened += 1;
    lines.add(line);
    line.once('close', () => lines.delete(line));
    line.on('error', () => undefined);
    if (handshake === 'reset') line.once('data', () => line.resetAndDestroy());
    else servers[handshake].emit('connection', line);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    closeAll();
    front.close();
  });
  return {
    url: `https://127.0.0.1:${(front.address() as AddressInfo).port}`,
    opened: () => opened,
    become: (next) => {
      [handshake, opened] = [next, 0];
      closeAll();
    },
  };
}

/** A TLS server that listens nowhere: lines are handed to it. */
function plainBehind(port: number, certificate: { readonly key: string; readonly cert: string }): Server {
  return createSecureServer(certificate, (secure) => {
    const plain = connect({ host: '127.0.0.1', port });
    for (const [one, other] of [
      [secure, plain],
      [plain, secure],
    ] as const) {
      one.on('error', () => undefined);
      one.once('close', () => other.destroy());
    }
    secure.pipe(plain).pipe(secure);
  }).on('tlsClientError', () => undefined);
}
