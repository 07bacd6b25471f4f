import { z } from 'zod';
import type { TheirPage } from '../../observe/shadow/their-pages.ts';
import { UsageError } from '../complain.ts';

const momentAdvice = 'Write a moment with its zone, for example 2026-11-30T03:12:00Z.';
const moment = z.iso.datetime({ offset: true, error: momentAdvice }).transform((text) => Date.parse(text));
const text = z.string('Write a text in quotes.');
const named = z.union(
  [z.string(), z.object({ summary: z.string() }).transform(({ summary }) => summary)],
  'Write the name of the service, or {"summary": "its name"}.',
);
const none = z.literal('').transform(() => null);

const notAPage = 'Write a JSON object, for example {"at": "2026-11-30T03:12:00Z", "title": "slow"}.';

/** A page as a line tells it; what PagerDuty's REST API calls `created_at` and `service.summary` is read as well. */
const line = z
  .object(
    {
      id: text.optional(),
      at: moment.optional(),
      created_at: moment.optional(),
      service: named.nullable().optional(),
      title: text.default(''),
      acknowledged_at: z.union([none, moment], momentAdvice).nullable().optional(),
      resolved_at: z.union([none, moment], momentAdvice).nullable().optional(),
    },
    notAPage,
  )
  .refine(({ at, created_at: created }) => at !== undefined || created !== undefined, {
    path: ['at'],
    message: `Not there. Write when it paged. ${momentAdvice}`,
  });

/**
 * Reads what paged there: a JSON object a line, or CSV whose first line names its columns. Oldest first.
 * @param file What the lines are called by.
 * @throws UsageError with what is wrong, of each line with its number.
 */
export function theirsIn(text: string, file: string): readonly TheirPage[] {
  const lines = text.split(/\r?\n/).map((row, n) => ({ row, number: n + 1 }));
  const filled = lines.filter(({ row }) => row.trim() !== '');
  const [head, ...rest] = filled;
  if (head === undefined) return [];
  const isJson = head.row.trimStart().startsWith('{');
  const columns = isJson ? [] : cellsOf(head.row).map((name) => name.trim().toLowerCase());
  const read = (isJson ? filled : rest).map(({ row, number }) =>
    pageOf(isJson ? jsonOf(row) : recordOf(columns, row), number),
  );
  const wrong = read.flatMap((one) => ('problems' in one ? one.problems : []));
  const told = wrong.slice(0, mostTold).map((problem) => `${file}:${problem}`);
  const more = wrong.length - told.length;
  if (more > 0) told.push(`and ${more} more`);
  if (told.length > 0) throw new UsageError(told.join('\n'));
  return read.filter((one): one is TheirPage => !('problems' in one)).sort((a, b) => a.at - b.at);
}

/** So many mistakes are told. */
const mostTold = 20;

/** Without the file: the number of the line, and what is wrong in it. */
function pageOf(value: unknown, number: number): TheirPage | { readonly problems: readonly string[] } {
  const read = line.safeParse(value);
  if (!read.success) {
    const said = read.error.issues.map(({ path, message }) =>
      [number, ...path.map(String), message].join(': '),
    );
    return { problems: said };
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

/** Null where it is none, which is no page either. */
function jsonOf(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return null;
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
