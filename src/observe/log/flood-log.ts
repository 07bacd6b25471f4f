import { grouped } from '../../domain/text/figures.ts';
import type { Log } from '../../seams/log.ts';
import { FoldedLines, type FoldedLinesOptions } from './folded-lines.ts';

const windowMs = 60_000;
const most = 3;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A log for what strangers and senders set off: each request can fail the same way, so of each kind of warning or error
 * three lines a minute are told, and a figure. The kind is the closed code of a line, and its words where it has none.
 */
export function floodLog(log: Log, time: Pick<FoldedLinesOptions, 'pace' | 'signal'>): Log {
  const folding = (level: 'warn' | 'error'): Log['warn'] => {
    const fold = (kind: string, more: number): void =>
      log[level]({ event: 'folded', kind, more }, `… and ${grouped(more)} more lines like it: ${kind}`);
    const lines = new FoldedLines({ ...time, most, windowMs, fold });
    return (fields, message) => lines.tell(kindOf(fields, message), () => log[level](fields, message));
  };
  return { ...log, warn: folding('warn'), error: folding('error') };
}

function kindOf({ code }: Fields, message: string): string {
  return typeof code === 'string' ? code : message;
}
