import type { Decision } from '../../../domain/decision.ts';
import { toldBefore } from '../../../domain/decision/vocabulary.ts';
import { counted, disposed, type Disposition } from '../../../domain/inbox/disposition.ts';
import { oneOf, text, type Row } from '../file/columns.ts';
import { decisionIn } from '../file/documents.ts';

const kinds: readonly Disposition['kind'][] = ['counted', 'set-aside', 'suppressed', 'dead'];

/** A decision in two columns, since there is one for every entry: its code, and its fields as JSON, or its text. */
export function columnsOf(decided: Decision): { readonly code: string; readonly said: string } {
  if (decided.code === 'told-before') return { code: decided.code, said: decided.text };
  const { code, ...fields } = decided;
  return { code, said: JSON.stringify(fields) };
}

/** What became of an entry. */
export function dispositionOf(row: Row): Disposition {
  const kind = oneOf(row, 'kind', kinds);
  const code = text(row, 'code');
  const decided = code === 'told-before' ? toldBefore(text(row, 'said')) : decisionIn(row, 'said', { code });
  return kind === 'counted' ? counted(text(row, 'incident'), decided) : disposed(kind, decided);
}
