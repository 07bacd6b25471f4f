import type { Refusal, Ruling } from '../../../seams/door.ts';
import { entryFrom, type Voucher } from './entry-from.ts';
import { isOwnId, pressOf } from './ids.ts';
import { decline, type MayAct } from './may-act.ts';
import type { MayPress } from './responders.ts';
import { keptOf, readPressed } from './wire.ts';

/** The kind of an entry that a press became. */
const pressKind = 'block_actions';

/** What judging a press needs. */
export interface PressDeps {
  readonly mayAct: MayAct;
  /** Tells whoever pressed, and nobody else; it need not be waited for. */
  readonly tell: (answerTo: string | null, text: string) => void;
}

/** Slack shows a warning to whoever pressed something that is not answered with 200. */
const seen: Ruling = { kind: 'answer', status: 200, body: null };

/** What becomes of something that was pressed. */
export function judgePress(
  payload: object | null,
  by: Voucher,
  { mayAct, tell }: PressDeps,
  unreadable: () => Refusal,
): Ruling {
  if (payload === null) return { kind: 'refuse', refusal: unreadable() };
  const pressed = readPressed(payload);
  // Whatever else the app has, and links: Slack tells of them, and there is nothing to do.
  if (pressed === null || !isOwnId(pressed.blockId) || pressOf(pressed.actionId) === 'view') return seen;
  const { user, answerTo } = pressed;
  const judge = (may: MayPress): Ruling => {
    if (may !== 'yes')
      return decline('press', user.id, may, (why) => {
        tell(answerTo, why);
        return undefined;
      });
    const delivery = entryFrom(payload, by, { kind: pressKind, body: keptOf(payload) });
    return { kind: 'accept', delivery, apart: 'press' };
  };
  const may = mayAct(user.id);
  return typeof may === 'string' ? judge(may) : { kind: 'later', ruling: may.then(judge) };
}
