import { causesOf } from '../../seams/error-chain.ts';
import { transportFailure } from '../../seams/transport-failure.ts';
import { isPrivateHost, PrivateAddressError, publicLookup } from './address.ts';

/** Where a heartbeat goes. */
interface BeatOptions {
  readonly url: string;
  /** Whether it may be on this machine or in its own network. */
  readonly allowPrivate: boolean;
  /** Real ms. */
  readonly timeoutMs: number;
}

/**
 * One GET, as healthchecks.io, Dead Man's Snitch and Uptime Kuma take it: null when it was taken, else why not, as a
 * sentence without the address, which is a secret. A connection of its own each time: there is one a minute. Never rejects.
 */
export async function sendBeat({ url: text, allowPrivate, timeoutMs }: BeatOptions): Promise<string | null> {
  const url = new URL(text);
  if (!allowPrivate && isPrivateHost(url)) return privateWords(url.host);
  // Loaded for whoever has such a switch: it takes 5 MB.
  const { Agent, request } = await import('undici');
  const agent = new Agent({ connect: allowPrivate ? {} : { lookup: publicLookup() }, pipelining: 0 });
  try {
    const { statusCode, body } = await request(url, {
      headers: { 'user-agent': 'stormrelay' },
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await body.dump({ limit: mostAnswer });
    return statusCode >= 200 && statusCode < 300 ? null : `${url.host} answered with HTTP ${statusCode}.`;
  } catch (error) {
    if (causesOf(error).some((cause) => cause instanceof PrivateAddressError)) return privateWords(url.host);
    const failure = transportFailure(error, url.host);
    return 'reason' in failure ? failure.reason : `${url.host} gave no answer.`;
  } finally {
    await agent.destroy();
  }
}

const mostAnswer = 16 * 1024;

function privateWords(host: string): string {
  return `${host} is an address of this machine or of a private network, so nothing is sent there. Set HEARTBEAT_ALLOW_PRIVATE to true if you mean it.`;
}
