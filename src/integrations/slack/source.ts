import type { Source } from '../../seams/source.ts';
import { readCommand } from './commands/source.ts';
import { commandKind } from './commands/wire.ts';
import { readPress } from './presses/source.ts';

/** Reads what people do in Slack. */
export const slackSource: Source = {
  read: (entry) => (entry.kind === commandKind ? readCommand(entry) : readPress(entry)),
};
