import { createHash } from 'node:crypto';
import { unstamped, type Delivery } from '../../domain/inbox/entry.ts';
import type { Door, Refusal, Ruling } from '../../seams/door.ts';
import type { SlackSettings } from './config.ts';
import { isOwnId, pressOf } from './presses/ids.ts';
import { verifyInteraction, type InteractionFault } from './presses/verify.ts';
import { interactionHeader, keptOf, readPressed } from './presses/wire.ts';

/** What the door is opened with. */
type SlackLocks = Pick<SlackSettings, 'signingSecrets'>;

/** What people press in messages: forms that Slack signs over their exact bytes. */
export function createSlackDoor(
  { signingSecrets }: SlackLocks,
  { now }: { readonly now: () => number },
): Door {
  return {
    name: 'slack',
    sender: 'Slack',
    silent: true,
    replayed: refusal('replayed'),
    names: (headers) => ({ kind: 'interaction', deliveryId: headers[interactionHeader.timestamp] }),
    receive: ({ headers, raw }) => {
      const verified = verifyInteraction(headers, raw, { secrets: signingSecrets, now: now() });
      return verified.ok ? rulingOn(raw, verified) : { kind: 'refuse', refusal: refusal(verified.fault) };
    },
  };
}

/** Slack shows a warning to whoever pressed something that is not answered with 200. */
const seen: Ruling = { kind: 'answer', status: 200, body: null };

function rulingOn(raw: Buffer, by: { readonly id: string; readonly verifiedBy: string }): Ruling {
  const payload = payloadOf(raw);
  if (payload === null) return { kind: 'refuse', refusal: refusal('unreadable') };
  const pressed = readPressed(payload);
  // Whatever else the app has, and links: Slack tells of them, and there is nothing to do.
  if (pressed === null || !isOwnId(pressed.blockId) || pressOf(pressed.actionId) === 'view') return seen;
  return { kind: 'accept', delivery: deliveryOf(payload, by), apart: 'press' };
}

/** The JSON object in the form's only field; null when there is none. */
function payloadOf(raw: Buffer): object | null {
  const field = new URLSearchParams(raw.toString('utf8')).get('payload') ?? '';
  try {
    const payload: unknown = JSON.parse(field);
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : null;
  } catch {
    return null;
  }
}

function deliveryOf(
  payload: object,
  { id, verifiedBy }: { readonly id: string; readonly verifiedBy: string },
): Delivery {
  const body = keptOf(payload);
  // Two presses may look alike, so their ids tell them apart.
  const digest = createHash('sha256').update(`${id}\n${body}`).digest('hex');
  return { source: 'slack', id, kind: 'block_actions', body, digest, verifiedBy, ...unstamped };
}

type RefusalCode = InteractionFault | 'unreadable' | 'replayed';

/** Its codes are a press's own: an alarm about Sentry's secret must not ring for Slack's. */
function refusal(code: RefusalCode): Refusal {
  const status = code === 'unreadable' ? 400 : 401;
  return { status, code: `press-${code}`, message: messages[code], apart: 'press', keep: null };
}

const messages: Readonly<Record<RefusalCode, string>> = {
  'signature-missing': 'The request has no X-Slack-Signature. Only Slack may press buttons here.',
  'timestamp-missing':
    'The request has no X-Slack-Request-Timestamp, which its signature is made of. Does a proxy drop it?',
  'signature-malformed':
    'The X-Slack-Signature is not "v0=" and 64 hexadecimal digits. Something between Slack and the relay changed it.',
  'signature-mismatch':
    'The signature matches no SLACK_SIGNING_SECRET. Was it regenerated in Slack, or does a proxy change the body?',
  'timestamp-stale':
    'It was signed more than five minutes away from the time here. Is the clock of this machine right? If it is, somebody sent an old press again.',
  unreadable:
    "The body is not a form with a JSON object in its field payload. Is this address the app's Interactivity Request URL?",
  replayed: 'This very press has come before, so it is refused.',
};
