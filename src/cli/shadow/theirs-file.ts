import { z } from 'zod';
import type { TheirPage } from '../../observe/shadow/their-pages.ts';
import { UsageError } from '../complain.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const named = z.union([z.string(), z.object({ summary: z.string() }).transform(({ summary }) => summary)]);
const none = z.literal('').transform(() => null);

/** A page as a line tells it; what PagerDuty's REST API calls `created_at` and `service.summary` is read as well. */
const line = z
  .object({
    id: z.string().optional(),
    at: moment.optional(),
    created_at: moment.optional(),
    service: named.nullable().optional(),
    title: z.string().default(''),
    acknowledged_at: z.union([none, moment]).nullable().optional(),
    resolved_at: z.union([none, moment]).nullable().optional(),
  })
  .refine(({ at, created_at: created }) => at !== undefined || created !== undefined, {
    path: ['at'],
    message: 'Not there. Write when it paged, for example 2026-11-30T03:12:00Z.',
  });

/**
 * Reads what paged there: a JSON object a line, or CSV whose first line names its columns. Oldest first.
 * @throws UsageError, which names the line, when one of them is none.
 */
export function theirsIn(text: string): readonly TheirPage[] {
  const lines = text.split(/\r?\n/).map((row, n) => ({ row, number: n + 1 }));
  const filled = lines.filter(({ row }) => row.trim() !== '');
  const [head, ...rest] = filled;
  if (head === undefined) return [];
  const isJson = head.row.trimStart().startsWith('{');
  const columns = isJson ? [] : cellsOf(head.row).map((name) => name.trim().toLowerCase());
  const pages = (isJson ? filled : rest).map(({ row, number }) =>
    pageOf(isJson ? jsonOf(row, number) : recordOf(columns, row), number),
  );
  return pages.sort((a, b) => a.at - b.at);
}

function pageOf(value: unknown, number: number): TheirPage {
  const read = line.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UsageError(`--theirs, line ${number}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const {
    id,
    at,
    created_at: created,
    service,
    title,
    acknowledged_at: taken,
    resolved_at: over,
  } = read.data;
  return {
    id: id ?? `line ${number}`,
    at: at ?? created ?? 0,
    service: service == null || service === '' ? null : service,
    title,
    acknowledged: taken == null ? null : { at: taken, by: null },
    resolvedAt: over ?? null,
  };
}

function jsonOf(row: string, number: number): unknown {
  try {
    return JSON.parse(row);
  } catch {
    throw new UsageError(`--theirs, line ${number}: This is no JSON object.`);
  }
}

function recordOf(columns: readonly string[], row: string): Readonly<Record<string, string>> {
  const cells = cellsOf(row);
  const named = columns.map((column, n): readonly [string, string] => [column, cells[n] ?? '']);
  return Object.fromEntries(named.filter(([, cell]) => cell !== ''));
}

/** The cells of a row; a cell in quotes may hold commas, and quotes twice (RFC 4180). */
function cellsOf(row: string): readonly string[] {
  const found = row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...found].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
