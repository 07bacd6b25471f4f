import { z } from 'zod';
import { spanIn, spanMeant } from '../../domain/text/span.ts';

/**
 * A text. What a variable holds is always one; in a file, YAML reads some unquoted words as something else.
 */
export const text = z
  .string({
    error: ({ input }) =>
      input === undefined
        ? 'It is missing. Write it as text.'
        : 'Write text. Put quotes around it if YAML would read it as a number, a switch or a list.',
  })
  .trim();

/** Takes a value as YAML has it, and as it is written in a variable or in `${…}`: `read` makes the same of the text. */
export function nativeOr<S extends z.ZodType>(read: (said: string) => unknown, shape: S): z.ZodPreprocess<S> {
  return z.preprocess((said) => (typeof said === 'string' ? read(said.trim()) : said), shape);
}

/** A list, also written as one text with commas or, in a file of secrets, with a line for each. */
export function listOf<S extends z.ZodType>(shape: S): z.ZodPreprocess<S> {
  return nativeOr(
    (said) =>
      said
        .split(/[,\n]/)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    shape,
  );
}

/** The least and the greatest value that is taken, and what to write where it is none of these. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
  readonly advice: string;
}

/** A time as Prometheus writes it, `90s`, `1h30m`, `14d`; its value is in ms. */
export function duration({ from, to, advice }: Bounds): z.ZodType<number> {
  return z
    .string({ error: ({ input }) => `${advice}${timeMeant(input)}` })
    .trim()
    .regex(/^(\d{1,9}(ms|s|m|h|d|w))+$/, { error: ({ input }) => `${advice}${timeMeant(input)}` })
    .transform((said) => spanIn(said) ?? NaN)
    .refine((ms) => ms >= from && ms <= to, advice);
}

/** ` Did you mean 2m?`, after a sentence, where a time is written in another way; empty where it is none. */
export function timeMeant(said: unknown): string {
  const meant = typeof said === 'string' ? spanMeant(said) : null;
  return meant === null || meant === said ? '' : ` Did you mean ${meant}?`;
}

const sizes: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 };

/** A size such as `512MiB` or `2GiB`; its value is in bytes. */
export function size(advice: string): z.ZodType<number> {
  return z
    .string(advice)
    .trim()
    .regex(/^\d{1,6} ?[KMGT]iB$/, advice)
    .transform((said) => {
      const [, count = '0', unit = 'KiB'] = /^(\d+) ?(\w+)$/.exec(said) ?? [];
      return Number(count) * (sizes[unit] ?? 0);
    });
}
