import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, integer, objectId, octets, sequence, setOf, tagged, utcTime, utf8, yes } from './der.ts';

/** An own certificate authority and a server certificate that it signed for localhost, 127.0.0.1 and ::1; all PEM. */
export interface OwnCertificates {
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

const oids = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

const day = 86_400_000;

/** Makes both anew (ECDSA P-256, valid for a year around `now`): nothing secret is ever kept in the project. */
export function createCertificates(now: Date): OwnCertificates {
  const caKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serverKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = { name: 'stormrelay fakes CA', key: caKeys.privateKey, now };
  const ca = certificate({ name: issuer.name, key: caKeys.publicKey, extensions: caExtensions() }, issuer);
  const server = certificate(
    { name: 'localhost', key: serverKeys.publicKey, extensions: serverExtensions() },
    issuer,
  );
  const key = serverKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { ca, key, cert: server };
}

interface Subject {
  readonly name: string;
  readonly key: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280, 4.1). */
function certificate(subject: Subject, issuer: { name: string; key: KeyObject; now: Date }): string {
  const algorithm = sequence(objectId(oids.ecdsaWithSha256));
  const from = new Date(issuer.now.getTime() - day);
  const to = new Date(issuer.now.getTime() + 365 * day);
  const tbs = sequence(
    tagged(0, integer(Buffer.from([2])), 'constructed'),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    algorithm,
    nameOf(issuer.name),
    sequence(utcTime(from), utcTime(to)),
    nameOf(subject.name),
    subject.key.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...subject.extensions), 'constructed'),
  );
  const der = sequence(tbs, algorithm, bits(sign('sha256', tbs, issuer.key)));
  return pem(der);
}

function caExtensions(): Buffer[] {
  // keyCertSign and cRLSign are the bits 5 and 6.
  return [
    critical(oids.basicConstraints, sequence(yes())),
    critical(oids.keyUsage, bits(Buffer.from([0x06]), 1)),
  ];
}

function serverExtensions(): Buffer[] {
  const names = sequence(
    tagged(2, Buffer.from('localhost', 'ascii'), 'primitive'),
    tagged(7, Buffer.from([127, 0, 0, 1]), 'primitive'),
    tagged(7, Buffer.from([...Array<number>(15).fill(0), 1]), 'primitive'),
  );
  return [
    critical(oids.basicConstraints, sequence()),
    critical(oids.keyUsage, bits(Buffer.from([0x80]), 7)),
    sequence(objectId(oids.extendedKeyUsage), octets(sequence(objectId(oids.serverAuth)))),
    sequence(objectId(oids.subjectAltName), octets(names)),
  ];
}

function critical(oid: string, value: Buffer): Buffer {
  return sequence(objectId(oid), yes(), octets(value));
}

function nameOf(commonName: string): Buffer {
  return sequence(setOf(sequence(objectId(oids.commonName), utf8(commonName))));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
