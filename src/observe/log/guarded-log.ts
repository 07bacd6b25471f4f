import { printable } from '../../domain/text/printable.ts';
import { createRedactor, hiddenSecret as hidden, type Redactor } from '../../domain/text/secrets.ts';
import type { Log } from '../../seams/log.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A shorter one would be found in half of all words. */
const shortest = 6;
const deepest = 4;

/**
 * A log in which no secret is told and nothing moves a terminal's cursor, whatever the texts of errors and vendors
 * hold: it is the last to touch every line.
 * @param secrets May grow: what is added while the relay runs is hidden from then on.
 */
export function guardedLog(log: Log, secrets: readonly string[]): Log {
  const redactor = redactorOf(secrets);
  const clean = (text: string): string =>
    printable(redactor().text(text)).replaceAll(/xox[a-z.]*-[\w-]+|xapp-[\w-]+/g, hidden);
  const guard = (level: keyof Log) => (fields: Fields, message: string) =>
    log[level](cleanFields(fields, clean), clean(message));
  return { debug: guard('debug'), info: guard('info'), warn: guard('warn'), error: guard('error') };
}

/** The redactor of what is in the list by now. */
function redactorOf(secrets: readonly string[]): () => Redactor {
  let known = -1;
  let redactor = createRedactor([]);
  return () => {
    if (known !== secrets.length) {
      known = secrets.length;
      const long = secrets.filter(({ length }) => length >= shortest);
      redactor = createRedactor(long, hidden);
    }
    return redactor;
  };
}

function cleanFields(fields: Fields, clean: (text: string) => string): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [clean(name), cleanValue(value, clean, 0)]),
  );
}

function cleanValue(value: unknown, clean: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return clean(value);
  if (value instanceof Error) return clean(value.message);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.map((item: unknown) => cleanValue(item, clean, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [
      clean(name),
      cleanValue(item, clean, depth + 1),
    ]),
  );
}
