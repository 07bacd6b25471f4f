import type { Request } from 'express';
import { z } from 'zod';
import { visibleLine } from '../domain/visible-text.ts';
import { HttpError } from './errors.ts';

/** A short text of CI's: one line, without anything that cannot be seen. Blank counts as nothing said. */
export const saidText = (most: number): z.ZodType<string | null> =>
  z
    .string()
    .nullish()
    .transform((text) => tidy(text ?? '', most) || null);

/** A short text that has to be there. */
export const neededText = (most: number): z.ZodType<string> =>
  z
    .string()
    .transform((text) => tidy(text, most))
    .refine((text) => text !== '', 'must not be blank');

function tidy(text: string, most: number): string {
  return visibleLine(text).slice(0, most);
}

/** The body by a schema. @throws HttpError 400 that names each wrong member. */
export function bodyBy<S extends z.ZodType>(schema: S, request: Request, code: string): z.output<S> {
  const read = schema.safeParse(request.body ?? {});
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  throw new HttpError(400, code, wrong.join('; '));
}
