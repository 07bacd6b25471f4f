import type { Agent, request as send } from 'undici';
import type { Outcome } from '../../domain/sending/outcome.ts';
import { beginningOf } from '../../seams/answer-body.ts';
import { causesOf } from '../../seams/error-chain.ts';
import { transportFailure } from '../../seams/transport-failure.ts';
import { isPrivateHost, PrivateAddressError, publicLookup } from './address.ts';
import { outcomeOfAnswer } from './classify.ts';
import { webhookLimits } from './limits.ts';
import type { HookNames } from './names.ts';

/** Connections to one receiver. */
export interface WebhookClient {
  /** Sends one event and says what became of it. Never rejects, never repeats, follows no redirect. */
  post(event: WebhookEvent): Promise<Outcome>;
  close(): Promise<void>;
}

/** One event, rendered and signed. */
interface WebhookEvent {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly id: string;
  /** Real ms. */
  readonly timeoutMs: number;
  /** Virtual UNIX ms. */
  readonly now: number;
}

/** Connects to `url`; to an address of this machine or of its own network only where that is allowed. */
export function createWebhookClient(
  { url: text, allowPrivate }: { readonly url: string; readonly allowPrivate: boolean },
  names: HookNames,
): WebhookClient {
  const url = new URL(text);
  const transport = transportOf(allowPrivate);
  return {
    // Where an address is written as numbers, nothing is looked up, and so nothing would be checked.
    post: (event) =>
      !allowPrivate && isPrivateHost(url)
        ? Promise.resolve(privateOutcome(url.host, names))
        : post(event, { url, transport, names }),
    close: async () => (await transport).agent.destroy(),
  };
}

/** What requests are made with. */
interface Transport {
  readonly agent: Agent;
  readonly request: typeof send;
}

/** Loaded for whoever has such a receiver: it takes 5 MB. */
async function transportOf(allowPrivate: boolean): Promise<Transport> {
  const { Agent: Connections, request } = await import('undici');
  return { agent: new Connections({ connect: allowPrivate ? {} : { lookup: publicLookup() } }), request };
}

async function post(
  { body, headers, id, timeoutMs, now }: WebhookEvent,
  {
    url,
    transport,
    names,
  }: { readonly url: URL; readonly transport: Promise<Transport>; readonly names: HookNames },
): Promise<Outcome> {
  const { host } = url;
  try {
    const { agent, request } = await transport;
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'stormrelay', ...headers },
      body,
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const retryAfter = [response.headers['retry-after'] ?? null].flat()[0] ?? null;
    return outcomeOfAnswer({
      status: response.statusCode,
      retryAfter,
      body: await beginningOf(response.body, webhookLimits.answer),
      host,
      id,
      names,
      now,
    });
  } catch (error) {
    const isPrivate = causesOf(error).some((cause) => cause instanceof PrivateAddressError);
    return isPrivate ? privateOutcome(host, names) : transportFailure(error, host);
  }
}

/** Nothing is sent to a private address that is not allowed. */
export function privateOutcome(host: string, { allowPrivate }: HookNames): Outcome {
  return {
    kind: 'misconfigured',
    scope: 'lane',
    code: 'hook-private',
    reason: `${host} is an address of this machine or of a private network, so nothing is sent there. Set ${allowPrivate} to true if you mean it.`,
  };
}
