import type { HookProjection } from '../../domain/sending/projection.ts';
import type { Outcome } from '../../domain/sending/outcome.ts';
import { toldUpto } from '../../domain/sending/sent.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { Notifier, Send } from '../../seams/notifier.ts';
import { createWebhookClient, type WebhookClient } from './client.ts';
import type { WebhookSettings } from './config.ts';
import { webhookDebits } from './limits.ts';
import type { HookNames } from './names.ts';
import { webhookCredential } from './receiver.ts';
import { renderEvent } from './render/render-event.ts';
import { messageId, signedHeaders } from './sign.ts';

/** What the webhook edge needs. */
interface WebhookNotifierOptions {
  readonly config: WebhookSettings;
  readonly names: HookNames;
  readonly clock: Pick<Clock, 'realTimeout'>;
  readonly log: Log;
  /** Address of the relay's own page; null: nobody outside reaches it. */
  readonly relayUrl: string | null;
}

/** An HTTP timeout; DESIGN section 6 counts on it after a fail-over. */
const timeoutMs = 5000;

/** Tells a program in the form of Standard Webhooks (standardwebhooks.com), for one address. */
export function createWebhookNotifier(options: WebhookNotifierOptions): Notifier {
  const { config, names } = options;
  const client = createWebhookClient(config, names);
  return {
    credential: webhookCredential(config.url),
    debits: (_row, step, sendClass) => (step === 'lookup' ? [] : webhookDebits(config.limits, sendClass)),
    send: (send) => perform(options, client, send),
    close: () => client.close(),
  };
}

async function perform(
  { config, clock, log, relayUrl }: WebhookNotifierOptions,
  client: WebhookClient,
  send: Send,
): Promise<Outcome> {
  // Nothing can be looked up at a receiver; by its id it knows what it had before.
  if (send.step === 'lookup') return { kind: 'absent' };
  const { row, now } = send;
  const { projection, sent, attempts } = row;
  if (projection.surface !== 'hook') return noForm(`a ${projection.surface} has no form as an event`);
  const id = messageId(row);
  const body = rendered(projection, { upto: toldUpto(sent), short: attempts.plain, relayUrl });
  if (body === null) return noForm('its data could not be read');
  const headers = { ...signedHeaders(body, { id, at: now, secrets: config.secrets }) };
  const outcome = await client.post({ body, headers, id, timeoutMs: clock.realTimeout(timeoutMs), now });
  if (outcome.kind === 'refused')
    log.warn({ webhookId: id, reason: outcome.reason }, 'The receiver of the webhook refused an event.');
  return outcome;
}

/** A mistake of ours: this row fails, and the ones behind it go on. */
function rendered(hook: HookProjection, options: Parameters<typeof renderEvent>[1]): string | null {
  try {
    return renderEvent(hook, options);
  } catch {
    return null;
  }
}

function noForm(why: string): Outcome {
  return {
    kind: 'refused',
    code: 'payload-refused',
    reason: `The event could not be rendered (${why}). Please report this.`,
  };
}
