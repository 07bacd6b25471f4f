import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import {
  isPrivateAddress,
  isPrivateHost,
  PrivateAddressError,
  publicLookup,
} from '../../../src/integrations/webhook/address.ts';

const hidden = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.9.9.9',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
  '2002:7f00:1::',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  'no address at all',
  '',
];
const open = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '172.32.0.1',
  '192.169.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
];

describe('addresses that are no place for what is told', () => {
  it.each(hidden)('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each([...open, '64:ff9b::8.8.8.8'])('%s is not', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );

  it.each([
    'http://127.1/',
    'http://0x7f.0.0.1/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost/',
    'http://a.localhost./',
  ])('%s is written as one', (url) => expect(isPrivateHost(new URL(url))).toBe(true));

  it('what is written as a name, only a look can tell', () => {
    expect(isPrivateHost(new URL('https://audit.example.com/'))).toBe(false);
    expect(isPrivateHost(new URL('https://8.8.8.8/'))).toBe(false);
  });
});

describe('a look at DNS for a webhook', () => {
  const answered = (
    addresses: readonly string[],
    all: boolean,
  ): Promise<readonly [NodeJS.ErrnoException | null, unknown]> =>
    new Promise((resolve) => {
      const found: LookupAddress[] = addresses.map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
      publicLookup((_host, _options, answer) => answer(null, found))(
        'audit.example.com',
        { all },
        (error, given) => resolve([error, given]),
      );
    });

  it('answers with what is public, and fails where nothing is', async () => {
    expect(await answered(['10.0.0.1', '1.1.1.1'], true)).toEqual([
      null,
      [{ address: '1.1.1.1', family: 4 }],
    ]);
    expect(await answered(['fe80::1', '1.1.1.1'], false)).toEqual([null, '1.1.1.1']);
    const [error] = await answered(['127.0.0.1', '::1'], true);
    expect(error).toBeInstanceOf(PrivateAddressError);
    expect(error?.message).not.toContain('127.0.0.1');
  });

  it('tells of a host that is not there as DNS does', async () => {
    const none = Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    const error = await new Promise((resolve) => {
      publicLookup((_host, _options, answer) => answer(none, []))('x.invalid', {}, resolve);
    });
    expect(error).toBe(none);
  });
});
