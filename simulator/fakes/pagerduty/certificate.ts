import { generate } from 'selfsigned';

/** An own certificate authority and a server certificate that it signed for localhost, 127.0.0.1 and ::1; all PEM. */
interface OwnCertificates {
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

const day = 86_400_000;

/** Makes both anew (ECDSA P-256, valid for a year around `now`): nothing secret is ever kept in the project. */
export async function createCertificates(now: Date): Promise<OwnCertificates> {
  const common = {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - day),
    notAfterDate: new Date(now.getTime() + 365 * day),
  } as const;
  const authority = await generate([{ name: 'commonName', value: 'stormrelay fakes CA' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { ca: authority.cert, key: server.private, cert: server.cert };
}
