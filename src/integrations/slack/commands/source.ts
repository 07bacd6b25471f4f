import { setAside } from '../../../domain/inbox/disposition.ts';
import type { Entry } from '../../../domain/inbox/entry.ts';
import type { Reading } from '../../../seams/source.ts';
import { readBody } from './wire.ts';
import { readWords } from './words.ts';

/** Reads what somebody said in a slash command: the same commands as presses are. */
export function readCommand({ body }: Entry): Reading {
  const { spoken, incident } = readBody(body);
  const said = readWords(spoken.text);
  if (said.kind !== 'act') return setAside({ code: 'press-unknown', action: spoken.text.slice(0, 80) });
  const asked = { incident, who: spoken.user.name, user: spoken.user.id };
  switch (said.act) {
    case 'acknowledge':
    case 'resolve':
    case 'page':
      return { kind: 'command', command: { action: said.act, ...asked } };
    case 'mute':
      return {
        kind: 'command',
        command: { action: 'mute', ...asked, ...(said.forMs === null ? {} : { forMs: said.forMs }) },
      };
  }
}
