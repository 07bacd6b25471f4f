import { describe, expect, it } from 'vitest';
import { networkOf, senderOf } from '../../../src/http/access/sender-network.ts';

function sender(remoteAddress: string | undefined, forwarded?: string): string {
  return senderOf({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  });
}

describe('who sent a request', () => {
  it.each([
    ['35.186.247.156', undefined, '35.186.247.156'],
    ['::ffff:35.186.247.156', undefined, '35.186.247.156'],
    [undefined, undefined, ''],
    // A stranger that comes straight may write whatever it likes.
    ['35.186.247.156', '8.8.8.8', '35.186.247.156'],
    // A proxy of the house adds who came to it behind what that one wrote.
    ['127.0.0.1', '35.186.247.156', '35.186.247.156'],
    ['10.0.0.7', '8.8.8.8, 35.186.247.156', '35.186.247.156'],
    ['::1', '8.8.8.8, 35.186.247.156, 10.0.0.7', '35.186.247.156'],
    ['fd00::7', '[2600:1901::1]:4711', '2600:1901::1'],
    ['127.0.0.1', '35.186.247.156:4711', '35.186.247.156'],
    // What is no address ends what can be believed.
    ['127.0.0.1', '8.8.8.8, unknown, 10.0.0.7', '10.0.0.7'],
    ['127.0.0.1', 'unknown', '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', '10.1.1.1', '10.1.1.1'],
  ])('from %s with X-Forwarded-For %j is %s', (peer, forwarded, expected) => {
    expect(sender(peer, forwarded)).toBe(expected);
  });

  it.each([
    ['35.186.247.156', '35.186.247.0/24'],
    ['10.0.0.7', '10.0.0.7'],
    ['2600:1901:0:38d7::1', '2600:1901:0::/48'],
    ['2600:1901:0:ffff:1:2:3:4', '2600:1901:0::/48'],
    ['2600:1901::1', '2600:1901:0::/48'],
    ['fd00::1', 'fd00::1'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
