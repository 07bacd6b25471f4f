import type { IncomingMessage } from 'node:http';
import { networkOf, senderOf } from './sender-network.ts';

/** Which networks have shown lately that they hold a secret of ours. What is bounded for strangers is wider for them. */
interface ProvenSenders {
  /** What this request brought was let in at `now`. */
  prove(request: IncomingMessage, now: number): void;
  isProven(network: string, now: number): boolean;
}

/** So long a proof holds, virtual ms. */
const provenMs = 24 * 60 * 60_000;
/** A line that goes on proving itself is noted no more often, virtual ms. */
const noteAgainMs = 60 * 60_000;
/** Whoever sends genuine webhooks comes from a handful of networks. */
const networksAtMost = 1_000;

/** Remembers them in memory alone: a relay that has just started knows nobody until the first genuine webhook. */
export function createProvenSenders(): ProvenSenders {
  /** When each proved itself last, the longest ago first. */
  const proven = new Map<string, number>();
  /** What was noted of a line: nearly all webhooks end here. */
  const noted = new WeakMap<object, { readonly told: unknown; readonly at: number }>();
  return {
    prove: (request, now) => {
      const told = request.headers['x-forwarded-for'];
      const last = noted.get(request.socket);
      if (last?.told === told && last !== undefined && now - last.at < noteAgainMs) return;
      noted.set(request.socket, { told, at: now });
      const network = networkOf(senderOf(request));
      proven.delete(network);
      proven.set(network, now);
      const [oldest] = proven.keys();
      if (proven.size > networksAtMost && oldest !== undefined) proven.delete(oldest);
    },
    isProven: (network, now) => now - (proven.get(network) ?? -Infinity) < provenMs,
  };
}
