import { DatabaseSync } from 'node:sqlite';
import type { JsonCheck } from '../../domain/inbox/json-body.ts';

/**
 * Whether SQLite takes a text for JSON (RFC 8259): it looks, and makes no objects, so it costs a third of `JSON.parse`
 * (sqlite.org/json1.html#jvalid). It refuses more than a thousand levels, and ends its reading at a zero byte.
 */
export function createJsonCheck(): JsonCheck {
  const statement = new DatabaseSync(':memory:').prepare('SELECT json_valid(?) AS valid');
  return (text) => statement.get(text)?.['valid'] === 1 && !text.includes('\0');
}
