import { z } from 'zod';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration such as `500ms`, `20s`, `1.5m`, `1h30m`; null when the text is not one. */
export function parseDuration(text: string): number | null {
  const said = text.trim();
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(said)) return null;
  const parts = [...said.matchAll(/([\d.]+)([a-z]+)/g)];
  return Math.round(
    parts.reduce((sum, [, count = '0', unit = 'ms']) => sum + Number(count) * (UNIT_MS[unit] ?? 0), 0),
  );
}

/** A span of milliseconds from which the seed picks one moment. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A YAML field that holds one duration; its value is in virtual milliseconds. */
export const duration = z.string().transform((text, context): number => {
  const ms = parseDuration(text);
  if (ms !== null) return ms;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not a duration: write for example 500ms, 20s or 3m`,
  });
  return z.NEVER;
});

/** A YAML field that holds one duration or a range of them (`40s` or `40s..90s`). */
export const span = z.string().transform((text, context): Span => {
  const parts = text.split('..').map(parseDuration);
  const from = parts[0] ?? null;
  const to = parts.length === 1 ? from : (parts[1] ?? null);
  if (from !== null && to !== null && from <= to && parts.length <= 2) return { from, to };
  context.addIssue({
    code: 'custom',
    message: `"${text}" is neither a duration nor a range: write for example 40s or 40s..90s`,
  });
  return z.NEVER;
});
