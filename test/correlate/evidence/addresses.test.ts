import { describe, expect, it } from 'vitest';
import { addressesIn } from '../../../src/correlate/evidence/addresses.ts';
import { evidenceFrom } from '../voices.ts';

describe('an address that services cannot reach', () => {
  it.each([
    'dial tcp 10.96.12.7:8443: connect: connection refused',
    "[Errno 111] Connect call failed ('10.96.12.7', 8443)",
    'connect ECONNREFUSED 10.96.12.7:8443',
    'connect ECONNREFUSED 10.96.12.7:8443. Resolution note:',
    'tcp connect error: 10.96.12.7:8443: Connection refused (os error 111)',
    'Connection refused: /10.96.12.7:8443',
    'Failed to connect to 10.96.12.7 port 8443: Connection refused',
    'read tcp 10.2.3.4:8080->10.96.12.7:8443: i/o timeout',
    'last error: UNKNOWN: ipv4:10.96.12.7:8443: Failed to connect to remote host',
    "HTTPConnectionPool(host='10.96.12.7', port=8443): Max retries exceeded",
  ])('is one cause in all languages: %s', (text) => {
    const evidence = evidenceFrom(`Error: ${text}`);
    expect(evidence.named).toEqual({
      kind: 'host',
      key: 'host:10.96.12.7:8443',
      title: '10.96.12.7:8443 unreachable',
    });
    expect(evidence.unreachable).toBe(true);
  });

  it.each([
    'connect ECONNREFUSED 127.0.0.1:8443',
    'lookup on 10.0.0.10:53: i/o timeout',
    'client 10.1.2.3:51234: connection reset',
    'timeout in version 1.2.3.4:5',
    'timeout at 10:20:30 of 10.1.2.3',
  ])('is none: %s', (text) => {
    expect(addressesIn(text)).toEqual([]);
  });

  it.each([
    'dial tcp [fd00::12]:8443: connect: connection refused',
    'connect ECONNREFUSED fd00::12:8443',
    'connection refused: [fd00::12%eth0]:8443',
  ])('of version 6 is one cause: %s', (text) => {
    expect(evidenceFrom(`Error: ${text}`).named?.key).toBe('host:[fd00::12]:8443');
  });

  it('of version 6 with the port of an engine means that engine', () => {
    expect(evidenceFrom('Error: connect ECONNREFUSED [fd00::12]:5432').named?.key).toBe(
      'dependency:postgres',
    );
  });

  it.each([
    'connect ECONNREFUSED [::1]:8443',
    'connect ECONNREFUSED ::1:8443',
    'read tcp [::]:8080->[fd00::2]:43210: i/o timeout',
    'timed out at 10:20:30:4500',
    'timeout in std::vec:4200',
  ])('of version 6 is none: %s', (text) => {
    expect(addressesIn(text.toLowerCase())).toEqual([]);
  });

  it('of an engine may be any of its machines', () => {
    expect(evidenceFrom('Error: connect ECONNREFUSED 10.8.0.4:5432')).toMatchObject({
      named: { key: 'dependency:postgres' },
      names: [],
    });
  });

  it('stands behind a name, and links it with whoever tells nothing else', () => {
    const text = 'Connection refused: fares.prod.svc.cluster.local/10.96.12.7:8443';
    expect(evidenceFrom(`ConnectException: ${text}`)).toMatchObject({
      named: { key: 'host:fares' },
      names: ['fares', '10.96.12.7:8443'],
      unreachable: false,
    });
  });
});

describe('a store that is one for a region', () => {
  it.each([
    [
      'dependency:s3',
      'Could not connect to the endpoint URL: "https://acme-a.s3.eu-central-1.amazonaws.com/u/1.png"',
    ],
    ['dependency:s3', 'Connect to acme-b.s3-eu-west-1.amazonaws.com:443 failed: connect timed out'],
    ['dependency:s3', 'connect ETIMEDOUT acme-c.s3.amazonaws.com:443'],
    ['dependency:azure-blob', 'connect ETIMEDOUT acmedocs.blob.core.windows.net:443'],
  ])('is %s: %s', (key, text) => {
    expect(evidenceFrom(`Error: ${text}`).named?.key).toBe(key);
  });

  it('is named where a company runs it itself', () => {
    expect(evidenceFrom('Error: s3: connect ETIMEDOUT blobs-a.internal:9000').named?.key).toBe(
      'dependency:s3@blobs',
    );
  });
});
