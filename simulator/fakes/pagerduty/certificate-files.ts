import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificates } from './certificate.ts';

/** Certificates for https, and the CA in a file of its own for NODE_EXTRA_CA_CERTS. */
interface CertificateFiles {
  readonly key: string;
  readonly cert: string;
  readonly caFile: string;
  /** The folder to remove at the end. */
  readonly folder: string;
}

/** Makes certificates around the machine's own time (TLS clients check by it) and writes the CA. */
export async function writeCertificates(): Promise<CertificateFiles> {
  const { ca, key, cert } = await createCertificates(new Date());
  const folder = await mkdtemp(join(tmpdir(), 'stormrelay-fakes-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca);
  return { key, cert, caFile, folder };
}
