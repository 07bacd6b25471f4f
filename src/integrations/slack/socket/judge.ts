import type { Ruling } from '../../../seams/door.ts';
import { judgeCommand } from '../commands/judge.ts';
import { commandKind } from '../commands/wire.ts';
import type { ActingWorkspace } from '../door.ts';
import { judgePress } from '../presses/judge.ts';
import { vouchedIn } from '../presses/person.ts';
import { refusalOf } from '../presses/refusals.ts';
import type { Envelope } from './line.ts';

/** What becomes of an envelope: the same as of a form. The token that opened the line vouches for it. */
export function judgeEnvelope(
  { id, type, payload }: Pick<Envelope, 'id' | 'type' | 'payload'>,
  { name, acts }: Pick<ActingWorkspace, 'name' | 'acts'>,
): Ruling {
  const by = { id: `socket:${id}`, verifiedBy: vouchedIn(name, 'socket') };
  const given = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : null;
  switch (type) {
    case 'interactive':
      return judgePress(given, by, acts, () => refusalOf('press', 'unreadable'));
    case commandKind:
      return judgeCommand(given ?? {}, by, acts, () => refusalOf('command', 'unreadable'));
    default:
      // Whatever else the app is subscribed to: it is acknowledged, or Slack would tell it again and again.
      return { kind: 'answer', status: 200, body: null };
  }
}
