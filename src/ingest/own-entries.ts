import type { Entry } from '../domain/inbox/entry.ts';
import type { Reading } from '../seams/source.ts';
import { laneWordKind, readLaneWord } from './lane-report.ts';
import { readOperatorCommand } from './operator-command.ts';
import { readSilenceWord, silenceKind } from './silence-entry.ts';

/** Reads what the relay wrote into its inbox itself on somebody's behalf; null for all else. Throws as a source does. */
export function readOwn({ source, kind, body }: Entry): Reading | null {
  if (source !== 'operator') return null;
  if (kind === silenceKind) return { kind: 'silence', word: readSilenceWord(body) };
  if (kind === laneWordKind) return { kind: 'lane', word: readLaneWord(body) };
  return { kind: 'command', command: readOperatorCommand(body) };
}
