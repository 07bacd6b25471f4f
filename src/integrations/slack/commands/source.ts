import { setAside } from '../../../domain/inbox/disposition.ts';
import type { Entry } from '../../../domain/inbox/entry.ts';
import type { Reading } from '../../../seams/source.ts';
import { personOf } from '../presses/person.ts';
import { readBody } from './wire.ts';
import { readWords } from './words.ts';

/** Reads what somebody said in a slash command: the same commands as presses are. */
export function readCommand({ body, verifiedBy }: Entry): Reading {
  const { spoken, incident } = readBody(body);
  const said = readWords(spoken.text);
  if (said.kind !== 'act') return setAside({ code: 'press-unknown', action: spoken.text.slice(0, 80) });
  const { id: user, name: who } = personOf(spoken.user, verifiedBy);
  const asked = { incident, who, user };
  switch (said.act) {
    case 'acknowledge':
    case 'resolve':
    case 'page':
    case 'unmute':
      return { kind: 'command', command: { action: said.act, ...asked } };
    case 'split': {
      const issue = said.issue === undefined ? {} : { issue: said.issue };
      return { kind: 'command', command: { action: 'split', ...issue, ...asked, why: null } };
    }
    case 'mute':
      return {
        kind: 'command',
        command: { action: 'mute', ...asked, ...(said.forMs === null ? {} : { forMs: said.forMs }) },
      };
  }
}
