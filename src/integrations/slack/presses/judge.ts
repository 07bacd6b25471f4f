import type { Delivery } from '../../../domain/inbox/entry.ts';
import type { Refusal, Ruling } from '../../../seams/door.ts';
import { refusalOf } from './refusals.ts';
import { entryFrom, type Voucher } from './entry-from.ts';
import { choiceOf, incidentOf, isOwnId, issueChoiceOf, pressOf, type Choice } from './ids.ts';
import { decline, type MayAct } from './may-act.ts';
import type { MayPress } from './responders.ts';
import type { TakenAct } from './taken-act.ts';
import type { PresserAnswer } from './tell-presser.ts';
import { keptOf, readPressed, type Pressed } from './wire.ts';

/** The kind of an entry that a press became. */
const pressKind = 'block_actions';

/** What judging a press needs. */
export interface PressDeps {
  readonly mayAct: MayAct;
  /** Whether an incident is shown where they press; null: whatever is asked there may be asked. */
  readonly isShown: ((incident: string) => Promise<boolean>) | null;
  /** Tells whoever pressed, and nobody else; it need not be waited for. */
  readonly tell: (answerTo: string | null, answer: PresserAnswer) => void;
  /** Has them choose which other incident is meant; it need not be waited for. */
  readonly ask: (question: Choice, answerTo: string | null) => void;
  /** Tells them what came of what is kept as entry `seq`, once that is known; it need not be waited for. */
  readonly follow: (seq: number, act: TakenAct) => void;
}

/** Slack shows a warning to whoever pressed something that is not answered with 200. */
const seen: Ruling = { kind: 'answer', status: 200, body: null };

/** What becomes of something that was pressed. */
export function judgePress(
  payload: object | null,
  by: Voucher,
  deps: PressDeps,
  unreadable: () => Refusal,
): Ruling {
  const { mayAct, tell } = deps;
  if (payload === null) return { kind: 'refuse', refusal: unreadable() };
  const pressed = readPressed(payload);
  // Whatever else the app has, and links: Slack tells of them, and there is nothing to do.
  if (pressed === null || !isOwnId(pressed.blockId) || pressOf(pressed.actionId) === 'view') return seen;
  const { user, answerTo } = pressed;
  const judge = (may: MayPress): Ruling => {
    if (may !== 'yes')
      return decline('press', user.id, may, (why) => {
        tell(answerTo, { text: why });
        return undefined;
      });
    const delivery = entryFrom(payload, by, { kind: pressKind, body: keptOf(payload) });
    const { isShown } = deps;
    if (isShown === null) return letIn(pressed, delivery, deps);
    return { kind: 'later', ruling: letInShown(pressed, delivery, { ...deps, isShown }) };
  };
  const may = mayAct(user.id);
  return typeof may === 'string' ? judge(may) : { kind: 'later', ruling: may.then(judge) };
}

/** In a workspace of a team's own, what that team is not shown is none of its business. */
async function letInShown(
  pressed: Pressed,
  delivery: Delivery,
  deps: PressDeps & { readonly isShown: NonNullable<PressDeps['isShown']> },
): Promise<Ruling> {
  const meant = [incidentOf(pressed.blockId), choiceOf(pressed.actionId)?.incident ?? null];
  for (const incident of meant) {
    if (incident === null || (await deps.isShown(incident))) continue;
    deps.tell(pressed.answerTo, { text: 'Nothing was done: this incident is not shown in this workspace.' });
    return { kind: 'refuse', refusal: refusalOf('press', 'not-shown') };
  }
  return letIn(pressed, delivery, deps);
}

/** What only asks which incident is meant changes nothing, and is kept nowhere. */
function letIn(
  { actionId, blockId, answerTo }: Pressed,
  delivery: Delivery,
  { follow, ask }: PressDeps,
): Ruling {
  const [press, incident, choice] = [pressOf(actionId), incidentOf(blockId), choiceOf(actionId)];
  if (incident !== null && (press === 'split' || press === 'merge')) {
    ask({ press, incident }, answerTo);
    return seen;
  }
  const act: TakenAct = {
    answerTo,
    incident: choice?.press === 'split' ? choice.incident : incident,
    replaces: choice !== null || issueChoiceOf(actionId) !== null,
    promised: false,
  };
  return { kind: 'accept', delivery, apart: 'press', whenKept: (seq) => follow(seq, act) };
}
