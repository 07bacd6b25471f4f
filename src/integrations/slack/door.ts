import { createHash } from 'node:crypto';
import { unstamped, type Delivery } from '../../domain/inbox/entry.ts';
import type { Door, Refusal, Ruling } from '../../seams/door.ts';
import type { SlackSettings } from './config.ts';
import { isOwnId, pressOf } from './presses/ids.ts';
import type { MayPress, Responders } from './presses/responders.ts';
import { verifyInteraction, type InteractionFault } from './presses/verify.ts';
import { interactionHeader, keptOf, readPressed, type Pressed } from './presses/wire.ts';

/** What the door needs besides the secrets. */
interface SlackDoorDeps {
  /** Virtual UNIX ms. */
  readonly now: () => number;
  readonly responders: Responders;
  /** Tells whoever pressed, and nobody else; it need not be waited for. */
  readonly tell: (answerTo: string | null, text: string) => void;
}

/** What people press in messages: forms that Slack signs over their exact bytes. */
export function createSlackDoor(
  { signingSecrets }: Pick<SlackSettings, 'signingSecrets'>,
  deps: SlackDoorDeps,
): Door {
  return {
    name: 'slack',
    sender: 'Slack',
    silent: true,
    replayed: refusal('replayed'),
    names: (headers) => ({ kind: 'interaction', deliveryId: headers[interactionHeader.timestamp] }),
    receive: ({ headers, raw }) => {
      const verified = verifyInteraction(headers, raw, { secrets: signingSecrets, now: deps.now() });
      return verified.ok
        ? rulingOn(raw, verified, deps)
        : { kind: 'refuse', refusal: refusal(verified.fault) };
    },
  };
}

/** Slack shows a warning to whoever pressed something that is not answered with 200. */
const seen: Ruling = { kind: 'answer', status: 200, body: null };

type VerifiedBy = Pick<Delivery, 'id' | 'verifiedBy'>;

function rulingOn(raw: Buffer, by: VerifiedBy, { responders, tell }: SlackDoorDeps): Ruling {
  const payload = payloadOf(raw);
  if (payload === null) return { kind: 'refuse', refusal: refusal('unreadable') };
  const pressed = readPressed(payload);
  // Whatever else the app has, and links: Slack tells of them, and there is nothing to do.
  if (pressed === null || !isOwnId(pressed.blockId) || pressOf(pressed.actionId) === 'view') return seen;
  const accepted: Ruling = { kind: 'accept', delivery: deliveryOf(payload, by), apart: 'press' };
  const judge = (may: MayPress): Ruling => (may === 'yes' ? accepted : decline(pressed, may, tell));
  const may = responders.mayPress(pressed.user.id);
  return typeof may === 'string' ? judge(may) : { kind: 'later', ruling: may.then(judge) };
}

/** Whoever may not press is told so by a line that only they see, so that Slack need not show a warning. */
function decline(
  { user, answerTo }: Pressed,
  may: Exclude<MayPress, 'yes'>,
  tell: SlackDoorDeps['tell'],
): Ruling {
  tell(answerTo, told[may]);
  const code = may === 'no' ? 'not-a-responder' : 'responders-unknown';
  const why = refusal(code);
  return { kind: 'refuse', refusal: { ...why, message: `${user.id}: ${why.message}` } };
}

const told: Readonly<Record<Exclude<MayPress, 'yes'>, string>> = {
  no: 'Nothing was done: only those whom SLACK_RESPONDERS of the relay names may press this.',
  unknown:
    'Nothing was done: Slack did not tell the relay who is in the group that may press this. Try again in a moment.',
};

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

function deliveryOf(payload: object, { id, verifiedBy }: VerifiedBy): Delivery {
  const body = keptOf(payload);
  // Two presses may look alike, so their ids tell them apart.
  const digest = createHash('sha256').update(`${id}\n${body}`).digest('hex');
  return { source: 'slack', id, kind: 'block_actions', body, digest, verifiedBy, ...unstamped };
}

type RefusalCode = InteractionFault | 'unreadable' | 'replayed' | 'not-a-responder' | 'responders-unknown';

/** Its codes are a press's own: an alarm about Sentry's secret must not ring for Slack's. */
function refusal(code: RefusalCode): Refusal {
  const status = statuses[code] ?? 401;
  return { status, code: `press-${code}`, message: messages[code], apart: 'press', keep: null };
}

const statuses: Readonly<Partial<Record<RefusalCode, number>>> = {
  unreadable: 400,
  'not-a-responder': 200,
  'responders-unknown': 200,
};

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
  'not-a-responder': 'SLACK_RESPONDERS does not name whoever pressed.',
  'responders-unknown':
    'Slack did not tell who is in the groups of SLACK_RESPONDERS, so nobody knows whether they may press.',
};
