import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** A host has no address but private ones. Its message names the host and no address: that could tell of a network. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';

  constructor(host: string) {
    super(`${host} has no address but private ones.`);
  }
}

/**
 * IPv4 networks that are not the internet's (IANA, "IPv4 Special-Purpose Address Registry"): this machine, private and
 * shared networks, link-local ones where clouds keep their metadata, those of documentation, multicast.
 */
const privateV4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** The same of IPv6 (IANA, "IPv6 Special-Purpose Address Registry"): all but what is global and unicast, 2000::/3. */
const privateV6: readonly (readonly [network: string, bits: number])[] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4 leads to an IPv4 address that stands in it.
  ['2002::', 16],
  ['3fff::', 20],
];

/** Where a NAT64 shows IPv4 (RFC 6052): the internet's addresses there are the internet's. */
const nat64 = '64:ff9b::';

const v4 = new BlockList();
for (const [network, bits] of privateV4) v4.addSubnet(network, bits, 'ipv4');
const v6 = new BlockList();
for (const [network, bits] of privateV6) v6.addSubnet(network, bits, 'ipv6');
const translated = new BlockList();
translated.addSubnet(nat64, 96, 'ipv6');
const translatedPrivate = new BlockList();
for (const [network, bits] of privateV4) translatedPrivate.addSubnet(`${nat64}${network}`, 96 + bits, 'ipv6');

/** Whether an IP address is one that only this machine or its own network can reach, or nobody; also a text that is none. */
export function isPrivateAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return v4.check(address, 'ipv4');
    case 6:
      return translated.check(address, 'ipv6')
        ? translatedPrivate.check(address, 'ipv6')
        : v6.check(address, 'ipv6');
    default:
      return true;
  }
}

/** Whether the host of an address is written as a private IP, or as this machine's name: that needs no look at DNS. */
export function isPrivateHost({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? /(^|\.)localhost\.?$/i.test(host) : isPrivateAddress(host);
}

/** How a host is looked up, all of its addresses. */
type Resolve = (
  host: string,
  options: { readonly all: true },
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A look at DNS that answers with no private address. The socket connects to what it answers, so a name that changes
 * between a check and the connection is checked all the same.
 */
export function publicLookup(resolve: Resolve = systemLookup): LookupFunction {
  return (host, options, answer) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        answer(error, '', 0);
        return;
      }
      const open = addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = open;
      if (first === undefined) answer(new PrivateAddressError(host), '', 0);
      else if (options.all === true) answer(null, open);
      else answer(null, first.address, first.family);
    });
  };
}
