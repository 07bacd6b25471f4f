import type { Refusal } from '../../../seams/door.ts';
import type { InteractionFault } from './verify.ts';

/** How people act in Slack: with a button, or with a word. */
export type Way = 'press' | 'command';

/** Why something that somebody did in Slack is not let in. */
type RefusalCode =
  InteractionFault | 'unreadable' | 'replayed' | 'not-a-responder' | 'responders-unknown' | 'not-shown';

/** Its codes are a press's or a command's own: an alarm about Sentry's secret must not ring for Slack's. */
export function refusalOf(way: Way, code: RefusalCode): Refusal {
  const status = statuses[code] ?? 401;
  const message = code === 'unreadable' ? unreadable[way] : messages[code];
  return { status, code: `${way}-${code}`, message, apart: way, keep: null };
}

const statuses: Readonly<Partial<Record<RefusalCode, number>>> = {
  unreadable: 400,
  'not-a-responder': 200,
  'responders-unknown': 200,
  'not-shown': 200,
};

const unreadable: Readonly<Record<Way, string>> = {
  press:
    "The body is not a form with a JSON object in its field payload. Is this address the app's Interactivity Request URL?",
  command:
    "The body is not the form of a slash command. Is this address the Request URL of the app's command?",
};

const messages: Readonly<Record<Exclude<RefusalCode, 'unreadable'>, string>> = {
  'signature-missing': 'The request has no X-Slack-Signature. Only Slack may press buttons here.',
  'timestamp-missing':
    'The request has no X-Slack-Request-Timestamp, which its signature is made of. Does a proxy drop it?',
  'signature-malformed':
    'The X-Slack-Signature is not "v0=" and 64 hexadecimal digits. Something between Slack and the relay changed it.',
  'signature-mismatch':
    'The signature matches no SLACK_SIGNING_SECRET (slack.signing_secrets). Was it regenerated in Slack, or does a proxy change the body?',
  'timestamp-stale':
    'It was signed more than five minutes away from the time here. Is the clock of this machine right? If it is, somebody sent an old press again.',
  replayed: 'This very press has come before, so it is refused.',
  'not-shown': 'Its incident is not shown in the workspace of whoever pressed.',
  'not-a-responder': 'SLACK_RESPONDERS (slack.responders) does not name whoever pressed.',
  'responders-unknown':
    'Slack did not tell who is in the groups of SLACK_RESPONDERS (slack.responders), so nobody knows whether they may press.',
};
