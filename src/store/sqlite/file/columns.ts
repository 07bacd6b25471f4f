import type { SQLOutputValue } from 'node:sqlite';

/** A row as SQLite hands it over. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A text column. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw unexpected(column, 'a text', value);
}

/** A text column that may be NULL. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** A column of bytes. */
export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (value instanceof Uint8Array) return value;
  throw unexpected(column, 'bytes', value);
}

/** A whole number column. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw unexpected(column, 'a number', value);
}

/** A whole number column that may be NULL. */
export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

/** A text column that holds one of a few words. */
export function oneOf<T extends string>(row: Row, column: string, words: readonly T[]): T {
  const value = text(row, column);
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw unexpected(column, words.join(' or '), value);
}

function unexpected(column: string, wanted: string, value: SQLOutputValue | undefined): Error {
  return new Error(
    `The store's column ${column} holds ${value === undefined ? 'nothing' : typeof value} where ${wanted} belongs: ` +
      'the file was changed by something else. Restore a backup, or start with a new file.',
  );
}
