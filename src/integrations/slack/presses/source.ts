import { setAside } from '../../../domain/inbox/disposition.ts';
import type { Entry } from '../../../domain/inbox/entry.ts';
import type { OperatorCommand } from '../../../domain/inbox/operator-command.ts';
import type { Reading } from '../../../seams/source.ts';
import { choiceOf, incidentOf, issueChoiceOf, pressOf, type Press } from './ids.ts';
import { personOf } from './person.ts';
import { readPressed } from './wire.ts';

/** Reads what somebody pressed in Slack. */
export function readPress({ body, verifiedBy }: Entry): Reading {
  const pressed = readPressed(JSON.parse(body));
  if (pressed === null) throw new Error('This is no press of a button: Slack sent something else.');
  const { actionId, blockId } = pressed;
  const user = personOf(pressed.user, verifiedBy);
  const [press, incident] = [pressOf(actionId), incidentOf(blockId)];
  const asked = incident === null ? null : { incident, who: user.name, user: user.id };
  const command = asked === null ? null : (chosen(actionId, asked) ?? commandOf(press, asked));
  return command === null
    ? setAside({ code: 'press-unknown', action: actionId })
    : { kind: 'command', command };
}

interface Asked {
  readonly incident: string;
  readonly who: string;
  readonly user: string;
}

/** What was chosen is split off from the incident whose menu it was, or takes that in. */
function chosen(actionId: string, { incident, ...by }: Asked): OperatorCommand | null {
  const part = issueChoiceOf(actionId);
  if (part !== null) return { action: 'split', incident, issue: part.issue, ...by, why: null };
  const choice = choiceOf(actionId);
  if (choice === null) return null;
  return choice.press === 'split'
    ? { action: 'split', incident: choice.incident, ...by, why: null }
    : { action: 'merge', incident, into: choice.incident, ...by, why: null };
}

/** Null for what asks nothing of an incident, or only which other one is meant. */
function commandOf(press: Press | null, asked: Asked): OperatorCommand | null {
  switch (press) {
    case null:
    case 'view':
    case 'split':
    case 'merge':
      return null;
    case 'acknowledge':
    case 'resolve':
    case 'page':
    case 'assign':
    case 'mute':
    case 'unmute':
    case 'room':
    case 'archive':
      return { action: press, ...asked };
  }
}
