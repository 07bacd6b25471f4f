import type { ServerOptions } from 'node:http';

/**
 * For `http.createServer(serverOptions, listener)`, in real ms. A sender that trickles its headers or body is cut off
 * and never holds up others; an idle keep-alive line outlives the usual 60 s of proxies, which otherwise send a
 * webhook into a line that is just being closed.
 */
export const serverOptions: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
  noDelay: true,
};
