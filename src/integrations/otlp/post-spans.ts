import type { Agent } from 'undici';
import { transportFailure } from '../../seams/transport-failure.ts';

/** Where spans go. */
interface Collector {
  /** Without `/v1/traces`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Real ms. */
  readonly timeoutMs: number;
}

/** The way to a collector. */
export interface SpanPost {
  /** Posts one body: null when it was taken, else why not, without header or path. Never rejects. */
  readonly post: (body: string) => Promise<string | null>;
  /** Gives up whatever is under way. */
  readonly close: () => Promise<void>;
}

/** A way with a connection of its own, made at its first use: whoever sends no traces loads nothing. */
export function createSpanPost({ endpoint, headers, timeoutMs }: Collector): SpanPost {
  const url = new URL(`${endpoint.replace(/\/+$/, '')}/v1/traces`);
  let agent: Agent | null = null;
  const post = async (body: string): Promise<string | null> => {
    try {
      const undici = await import('undici');
      agent ??= new undici.Agent({ connections: 1, pipelining: 1 });
      const answer = await undici.request(url, {
        method: 'POST',
        headers: { 'user-agent': 'stormrelay', ...headers, 'content-type': 'application/json' },
        body,
        dispatcher: agent,
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.body.dump({ limit: mostAnswer });
      const { statusCode } = answer;
      return statusCode >= 200 && statusCode < 300 ? null : `${url.host} answered with HTTP ${statusCode}.`;
    } catch (error) {
      const failure = transportFailure(error, url.host);
      return 'reason' in failure ? failure.reason : `${url.host} gave no answer.`;
    }
  };
  return { post, close: async () => agent?.destroy() };
}

const mostAnswer = 16 * 1024;
