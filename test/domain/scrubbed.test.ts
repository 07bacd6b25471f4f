import { describe, expect, it } from 'vitest';
import { scrubbed } from '../../src/domain/text/scrubbed.ts';

describe('a scrubbed text', () => {
  it.each([
    [
      'a mail address',
      'no mailbox ada.lovelace+test@shop.example.com here',
      'no mailbox someone@example.com here',
    ],
    ["a mail address of an O'Neil", "to bob.o'neil@shop.example.com", 'to someone@example.com'],
    ['a mail address in quotes', "no 'bob@shop.example.com'", "no 'someone@example.com'"],
    [
      'who asks, in an address',
      'GET https://bob:hunter2@db.example.com/x failed',
      'GET https://db.example.com/x failed',
    ],
    [
      'a password of a database',
      'cannot reach postgres://app:p@ss!w0rd@orders-db:5432/orders',
      'cannot reach postgres://orders-db:5432/orders',
    ],
    [
      'a private key',
      'bad -----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY----- end',
      'bad {hex:16} end',
    ],
    ['a private key that is cut off', 'bad -----BEGIN PRIVATE KEY----- MIIEow', 'bad {hex:16}'],
    ['a card number', 'card 4111 1111 1111 1111 declined', 'card {int:1000-9999} declined'],
    ['a telephone number of America', 'call (555) 123-4567 failed', 'call {int:1000-9999} failed'],
    ['a number of a person', 'ssn 078-05-1120 invalid', 'ssn {int:1000-9999} invalid'],
    ['an address', 'refused by 203.0.113.7:443', 'refused by {ip}:443'],
    ['an address of version 6', 'connect 2001:db8:85a3::8a2e:370:7334 failed', 'connect {ip} failed'],
    ['a bearer token', 'Authorization: Bearer abcDEF123.xyz-987', 'Authorization: Bearer {hex:16}'],
    ['a password', 'login failed: password=hunter2hunter2&user=x', 'login failed: password={hex:16}&user=x'],
    ['a JSON web token', 'bad eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln end', 'bad {hex:16} end'],
    ['a Slack token', 'xoxb-1234567890-abcdefghij refused', '{hex:16} refused'],
    ['a key of a payment provider', 'key sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'key {hex:16}'],
    ['a UUID', 'order 3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'order {uuid}'],
    ['a digest', 'at d41d8cd98f00b204e9800998ecf8427e', 'at {hex:16}'],
    ['a telephone number', 'SMS to +49 170 1234567 failed', 'SMS to {int:1000-9999} failed'],
    [
      'what an address asks for',
      'GET https://x.example/a?user=ada&t=1 failed',
      'GET https://x.example/a failed',
    ],
    [
      'names, whole or in part',
      'Hello ADA, Lovelace is not Adamant',
      'Hello someone, someone is not Adamant',
    ],
    ['a brace that would be filled', 'cannot fill {int:1-9} or {hex}', 'cannot fill (int:1-9} or (hex}'],
  ])('has no %s', (_, text, clean) => {
    expect(scrubbed(text, ['Ada Lovelace', 'Ada', 'Lovelace'])).toBe(clean);
  });

  it.each([
    'Error 111 connecting to redis-main-0.fernhill.internal:6379. Connection refused.',
    'Unable to connect to redis-main/<unresolved>:6379',
    'relation "orders_2026_11" does not exist',
    "Cannot read properties of undefined (reading 'items')",
    'io.lettuce.core.internal.Futures',
    'checkout-api@7.4.0',
    'GET https://npm.example.com/@scope/name failed',
    'took 120-450 ms in build 555-12-1',
    'POST /basket/items/:id',
  ])('keeps what says why: %s', (text) => {
    expect(scrubbed(text, ['Ada'])).toBe(text);
  });
});
