import { setAside } from '../../../domain/inbox/disposition.ts';
import type { Entry } from '../../../domain/inbox/entry.ts';
import type { OperatorCommand } from '../../../domain/inbox/operator-command.ts';
import type { Reading } from '../../../seams/source.ts';
import { incidentOf, pressOf, type Press } from './ids.ts';
import { readPressed } from './wire.ts';

/** Reads what somebody pressed in Slack. */
export function readPress({ body }: Entry): Reading {
  const pressed = readPressed(JSON.parse(body));
  if (pressed === null) throw new Error('This is no press of a button: Slack sent something else.');
  const { user, actionId, blockId } = pressed;
  const [press, incident] = [pressOf(actionId), incidentOf(blockId)];
  const asked = incident === null ? null : { incident, who: user.name, user: user.id };
  const command = press === null || asked === null ? null : commandOf(press, asked);
  return command === null
    ? setAside({ code: 'press-unknown', action: actionId })
    : { kind: 'command', command };
}

/** Null for what asks nothing of an incident. */
function commandOf(
  press: Press,
  asked: { readonly incident: string; readonly who: string; readonly user: string },
): OperatorCommand | null {
  switch (press) {
    case 'view':
      return null;
    case 'acknowledge':
    case 'resolve':
    case 'page':
    case 'assign':
    case 'mute':
      return { action: press, ...asked };
  }
}
