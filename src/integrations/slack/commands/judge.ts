import type { Refusal, Ruling } from '../../../seams/door.ts';
import { decline, type MayAct } from '../presses/may-act.ts';
import { entryFrom, type Voucher } from '../presses/entry-from.ts';
import { personOf } from '../presses/person.ts';
import type { TakenAct } from '../presses/taken-act.ts';
import {
  doneAnswer,
  helpAnswer,
  mayNotAnswer,
  misunderstoodAnswer,
  noAnswer,
  noSuchAnswer,
  onCallAnswer,
  openAnswer,
  pointlessAnswer,
  whoseAnswer,
  type Answer,
} from './answers.ts';
import type { Desk } from './desk.ts';
import { bodyOf, commandKind, readSpoken, type Spoken } from './wire.ts';
import { readWords, type Said } from './words.ts';

/** What judging a command needs. */
export interface CommandDeps {
  readonly desk: Desk;
  readonly mayAct: MayAct;
  /** Tells its author when what was promised could not be done; it need not be waited for. */
  readonly follow: (seq: number, act: TakenAct) => void;
}

type ActSaid = Extract<Said, { kind: 'act' }>;

/** So many open incidents an answer lists. */
const listedMost = 10;

/** What becomes of a slash command: an answer that only its author sees, and, of an act, an entry. Never rejects. */
export function judgeCommand(
  fields: object,
  by: Voucher,
  deps: CommandDeps,
  unreadable: () => Refusal,
): Ruling {
  const spoken = readSpoken(fields);
  if (spoken === null) return { kind: 'refuse', refusal: unreadable() };
  const ruling = answer(fields, spoken, by, deps).catch((): Ruling => told(noAnswer()));
  return { kind: 'later', ruling };
}

async function answer(fields: object, spoken: Spoken, by: Voucher, deps: CommandDeps): Promise<Ruling> {
  const { desk } = deps;
  const said = readWords(spoken.text);
  const open = (most: number): Promise<Answer> => openList(spoken, desk, most);
  switch (said.kind) {
    case 'act':
      return act(said, { fields, spoken, by }, deps);
    case 'open':
      return told(await open(listedMost));
    case 'oncall':
      return told(onCallAnswer(await desk.onCall.whoIsOnCall()));
    case 'help':
      return told(helpAnswer(spoken.command));
    case 'whose':
      return told(whoseAnswer(said, await open(5)));
    case 'unknown':
    case 'too-much':
    case 'how-long':
      return told(misunderstoodAnswer(said, spoken.command));
  }
}

async function act(
  said: ActSaid,
  of: { readonly fields: object; readonly spoken: Spoken; readonly by: Voucher },
  { desk, mayAct, follow }: CommandDeps,
): Promise<Ruling> {
  const { spoken, fields, by } = of;
  const may = await mayAct(spoken.user.id);
  if (may !== 'yes') return decline('command', spoken.user.id, may, mayNotAnswer);
  // Only of a split may it be refused by what is known when it is applied: that is told once it is.
  const splits = said.act === 'split';
  const incident = await desk.find(said.incident, splits ? 'part' : 'root');
  if (incident === null) return told(noSuchAnswer(said.incident, said, await openList(spoken, desk, 5)));
  const pointless = pointlessAnswer(said.act, incident, {
    pager: desk.pager,
    who: personOf(spoken.user, by.verifiedBy).name,
  });
  if (pointless !== null) return told(pointless);
  const delivery = entryFrom(fields, by, { kind: commandKind, body: bodyOf(fields, incident.id) });
  const taken: TakenAct = {
    answerTo: spoken.answerTo,
    incident: incident.id,
    replaces: false,
    promised: !splits,
  };
  return {
    kind: 'accept',
    delivery,
    apart: 'command',
    ...(splits ? {} : { body: doneAnswer(said.act, incident, said.forMs) }),
    whenKept: (seq) => follow(seq, taken),
  };
}

async function openList({ command, workspace }: Spoken, desk: Desk, most: number): Promise<Answer> {
  return openAnswer(await desk.open(most), { command, workspace, now: desk.now() });
}

function told(body: Answer): Ruling {
  return { kind: 'answer', status: 200, body };
}
