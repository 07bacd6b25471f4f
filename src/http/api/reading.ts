import type { Request } from 'express';
import { z } from 'zod';
import { visibleLine } from '../../domain/text/visible-text.ts';
import { HttpError } from '../errors.ts';

/** For routes that read nothing of the request but its path. */
export function nothing(): null {
  return null;
}

/** Reads the query by a schema. @throws HttpError 400 `bad-query` with the first thing that is wrong. */
export function queryBy<S extends z.ZodType>(schema: S): (request: Request) => z.output<S> {
  return (request) => {
    const read = schema.safeParse(request.query);
    if (read.success) return read.data;
    throw new HttpError(400, 'bad-query', read.error.issues[0]?.message ?? 'The query cannot be read.');
  };
}

/** Reads the body by a schema; no body is an empty one. @throws HttpError 400 that names each wrong member. */
export function bodyBy<S extends z.ZodType>(schema: S, code: string): (request: Request) => z.output<S> {
  return (request) => {
    const read = schema.safeParse(request.body ?? {});
    if (read.success) return read.data;
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
    throw new HttpError(400, code, wrong.join('; '));
  };
}

/** The query parameter `name`, one of a closed list. */
export function choice<T extends string>(
  name: string,
  choices: readonly T[],
  fallback: NoInfer<T>,
): z.ZodType<T> {
  return z.enum(choices, `"${name}" must be one of ${choices.join(', ')}.`).default(fallback);
}

/** The query parameter `limit`, a whole number from 1 to `most`. */
export function limit(fallback: number, most: number): z.ZodType<number> {
  const says = `"limit" must be a whole number from 1 to ${most}.`;
  return z
    .string(says)
    .regex(/^\d{1,6}$/, says)
    .transform(Number)
    .refine((given) => given >= 1 && given <= most, says)
    .default(fallback);
}

/** A text of one line that an operator may leave out; what is no text counts as left out. */
export function line(most: number): z.ZodType<string | null> {
  return z
    .string()
    .transform((text) => tidy(text, most) || null)
    .catch(null);
}

/** A short text of CI's that may be blank. */
export function saidText(most: number): z.ZodType<string | null> {
  return z
    .string()
    .nullish()
    .transform((text) => tidy(text ?? '', most) || null);
}

/** A short text of CI's that has to be there. */
export function neededText(most: number): z.ZodType<string> {
  return z
    .string()
    .transform((text) => tidy(text, most))
    .refine((text) => text !== '', 'must not be blank');
}

function tidy(text: string, most: number): string {
  return visibleLine(text).slice(0, most);
}
