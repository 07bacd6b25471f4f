import type { Entry } from '../domain/inbox/entry.ts';
import type { Reading } from '../seams/source.ts';
import { readOperatorCommand } from './operator-command.ts';

/** Reads what the relay wrote into its inbox itself on somebody's behalf; null for all else. Throws as a source does. */
export function readOwn(entry: Entry): Reading | null {
  return entry.source === 'operator' ? { kind: 'command', command: readOperatorCommand(entry.body) } : null;
}
