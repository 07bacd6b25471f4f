import { createHash } from 'node:crypto';
import { unstamped } from '../../../domain/inbox/entry.ts';
import { faultInBody, type BodyFault } from '../../../domain/inbox/json-body.ts';
import type { Arrival, Door, DoorHeaders, Refusal, Ruling } from '../../../seams/door.ts';
import { faultInHeader, verifyWebhook, type SignatureFault } from './signature.ts';

/** The kind of entry that a webhook becomes: what it tells of is read behind the inbox. */
const webhookKind = 'webhook-v3';

/** Request headers of a v3 webhook (PagerDuty developer docs, "Webhooks v3: Overview"). None but the body is signed. */
const header = {
  signature: 'x-pagerduty-signature',
  /** The same for every attempt. */
  id: 'x-webhook-id',
  subscription: 'x-webhook-subscription',
} as const;

type RefusalCode = SignatureFault | BodyFault;

/** Webhooks v3 of PagerDuty, signed over their exact bytes with one of `secrets`. */
export function createPagerDutyDoor(secrets: readonly string[]): Door {
  return {
    name: 'pagerduty',
    sender: 'PagerDuty',
    refuseUnread: ({ headers }) => {
      const fault = faultInHeader(valueOf(headers, header.signature));
      return fault === null ? null : refusalOf(fault);
    },
    receive: (arrival) => judge(arrival, secrets),
    names: (headers) => ({ kind: headers[header.subscription], deliveryId: headers[header.id] }),
  };
}

function judge({ headers, raw }: Arrival, secrets: readonly string[]): Ruling {
  const verification = verifyWebhook(valueOf(headers, header.signature), raw, secrets);
  if (!verification.ok) return refused(verification.reason);
  const body = raw.toString('utf8');
  const fault = faultInBody(body);
  if (fault !== null) return refused(fault);
  const digest = createHash('sha256').update(`${webhookKind}\n`).update(raw).digest('hex');
  const delivery = {
    source: 'pagerduty',
    id: idOf(headers) ?? digest,
    kind: webhookKind,
    body,
    digest,
    verifiedBy: verification.verifiedBy,
    ...unstamped,
  } as const;
  return { kind: 'accept', delivery, apart: 'pager' };
}

function idOf(headers: DoorHeaders): string | null {
  const value = valueOf(headers, header.id);
  return value !== null && /^[\x21-\x7e]{1,200}$/.test(value) ? value : null;
}

function valueOf(headers: DoorHeaders, name: string): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function refused(code: RefusalCode): Ruling {
  return { kind: 'refuse', refusal: refusalOf(code) };
}

function refusalOf(code: RefusalCode): Refusal {
  return {
    status: code.startsWith('body-') ? 400 : 401,
    code,
    message: messages[code],
    apart: 'pager',
    // The quarantine shows that Sentry's secret was rotated, and PagerDuty's must not look like that.
    keep: null,
  };
}

const messages: Readonly<Record<RefusalCode, string>> = {
  'no-secret-configured':
    'No secret of a PagerDuty webhook is configured, so nothing can be verified. Set PAGERDUTY_WEBHOOK_SECRETS (pagerduty.webhook_secrets).',
  'signature-missing':
    'The request has no X-PagerDuty-Signature. Send it from a PagerDuty webhook subscription (v3).',
  'signature-malformed':
    'X-PagerDuty-Signature holds no v1=<64 hexadecimal digits>. Something on the way changed the header.',
  'signature-mismatch':
    'The signature matches none of the configured secrets. Was the subscription made anew, or does a proxy change the body?',
  'body-empty': 'The body is empty. PagerDuty sends a JSON object; does a proxy drop the body?',
  'body-not-json': 'The body is not JSON, or was cut off on the way. PagerDuty sends one JSON object.',
  'body-not-object': 'The body is JSON but not an object. PagerDuty sends one JSON object.',
};
