import { decision, type Decision } from '../../../domain/decision.ts';
import { isRecord } from '../../../domain/decision/shape.ts';
import { counted, disposed, type Disposition } from '../../../domain/inbox/disposition.ts';
import { oneOf, text, type Row } from '../file/columns.ts';
import { shaped } from '../file/documents.ts';

const kinds: readonly Disposition['kind'][] = ['counted', 'set-aside', 'suppressed', 'dead'];

/** A decision in two columns, since there is one for every entry: its code, and its fields as JSON, or its text. */
export function columnsOf(decided: Decision): { readonly code: string; readonly said: string } {
  if (decided.code === 'told-before') return { code: decided.code, said: decided.text };
  const { code, ...fields } = decided;
  return { code, said: JSON.stringify(fields) };
}

/** What became of an entry. */
export function dispositionOf(row: Row): Disposition {
  const [kind, code, said] = [oneOf(row, 'kind', kinds), text(row, 'code'), text(row, 'said')];
  const fields: unknown = code === 'told-before' ? { text: said } : JSON.parse(said);
  const decided = shaped({ ...(isRecord(fields) ? fields : {}), code }, 'said', decision);
  return kind === 'counted' ? counted(text(row, 'incident'), decided) : disposed(kind, decided);
}
