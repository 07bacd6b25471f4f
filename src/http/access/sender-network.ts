import type { IncomingMessage } from 'node:http';
import { isIP, isIPv4 } from 'node:net';
import { isPrivateAddress } from '../../integrations/webhook/address.ts';

/** So many proxies one behind the other are looked through. */
const proxiesAtMost = 5;

/**
 * The address that sent a request: whoever is at the other end of the line, or, where that is a private address and so a
 * proxy of the house, whoever the proxies say came to them: the last public address of `X-Forwarded-For`. What a stranger
 * writes into that header stands before what the proxies add to it, and is not read. It is believed for how much is kept and how
 * often, and opens no door.
 */
export function senderOf({
  headers,
  socket,
}: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } }): string {
  const peer = plain(socket.remoteAddress ?? '');
  const told = headers['x-forwarded-for'];
  if (typeof told !== 'string' || !isPrivateAddress(peer)) return peer;
  const hops = told.slice(-1_000).split(',').slice(-proxiesAtMost).map(plain).reverse();
  const strange = hops.findIndex((hop) => isIP(hop) === 0);
  const known = strange === -1 ? hops : hops.slice(0, strange);
  return known.find((hop) => !isPrivateAddress(hop)) ?? known.at(-1) ?? peer;
}

/** Without the brackets and the port that some proxies write, and IPv4 as such. */
function plain(text: string): string {
  const bare = text.trim().replace(/^\[([^\]]*)\](?::\d+)?$/, '$1');
  const address = /^\d+(?:\.\d+){3}:\d+$/.test(bare) ? bare.replace(/:\d+$/, '') : bare;
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  return mapped ?? address;
}

/**
 * Whom one sender may be, however many addresses it has: of IPv4 the 256 beside it, of IPv6 a /48, the most that one
 * customer is given as a rule (RFC 6177). Private addresses, which are few and known, are each their own.
 */
export function networkOf(address: string): string {
  if (isIP(address) === 0) return 'unknown';
  if (isPrivateAddress(address)) return address;
  if (isIPv4(address)) return address.replace(/\d+$/, '0/24');
  return `${groupsOf(address).slice(0, 3).join(':')}::/48`;
}

/** The first groups of an IPv6 address, of which `::` may stand for any. */
function groupsOf(address: string): readonly string[] {
  const [before = '', after] = address.toLowerCase().split('::');
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const missing = Math.max(0, 8 - (head?.length ?? 0) - (tail?.length ?? 0));
  return [...(head ?? []), ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}
