import type { Ruling } from '../../../seams/door.ts';
import { refusalOf, type Way } from './refusals.ts';
import type { MayPress, Responders } from './responders.ts';

/** Whether somebody may act on incidents. */
export type MayAct = Responders['mayPress'];

/** The ruling on whoever may not; `tell` makes what only they are answered, where the answer is theirs to read. */
export function decline(
  way: Way,
  user: string,
  may: Exclude<MayPress, 'yes'>,
  tell: (why: string) => object | undefined,
): Ruling {
  const why = refusalOf(way, may === 'no' ? 'not-a-responder' : 'responders-unknown');
  const body = tell(told[may]);
  const refusal = { ...why, message: `${user}: ${why.message}` };
  return { kind: 'refuse', refusal: body === undefined ? refusal : { ...refusal, body } };
}

const told: Readonly<Record<Exclude<MayPress, 'yes'>, string>> = {
  no: 'Nothing was done: only those whom SLACK_RESPONDERS (slack.responders) of the relay names may press this.',
  unknown:
    'Nothing was done: Slack did not tell the relay who is in the group that may press this. Try again in a moment.',
};
