import type { IncomingHttpHeaders } from 'node:http';

/** Why a request does not come straight from this machine; null when it does. */
export type Detour = 'host' | 'forwarded' | 'address';

/** What a request shows of where it came from. */
interface Origin {
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string | undefined;
}

/** Any of these means that a proxy or a tunnel stands between the sender and us. */
const forwardingHeader = /^(forwarded|via|x-forwarded(-.*)?|x-real-ip|true-client-ip|cf-connecting-ip)$/;

/**
 * A web page can reach a loopback port by DNS rebinding (its own name in Host), and a tunnel opens it to the world;
 * neither may reach what has no token.
 */
export function detourOf({ headers, remoteAddress }: Origin): Detour | null {
  if (!isLoopbackAddress(remoteAddress ?? '')) return 'address';
  if (Object.keys(headers).some((name) => forwardingHeader.test(name))) return 'forwarded';
  return isLoopbackHost(headers.host ?? '') ? null : 'host';
}

/** True for `localhost`, `127.0.0.0/8` and `[::1]`, each with or without a port. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** True for an address of this machine's loopback interface, also in its IPv6 spelling. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/i.test(address);
}
