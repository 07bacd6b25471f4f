import type { Request } from 'express';
import { visibleLine } from '../domain/visible-text.ts';
import { HttpError } from './errors.ts';

/** A query parameter out of a closed list. @throws HttpError 400 that names the list. */
export function choice<T extends string>(
  request: Request,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const given = request.query[name];
  if (given === undefined) return fallback;
  const found = choices.find((candidate) => candidate === given);
  if (found === undefined)
    throw new HttpError(400, 'bad-query', `"${name}" must be one of ${choices.join(', ')}.`);
  return found;
}

/** The query parameter `limit`. @throws HttpError 400 when it is not a whole number from 1 to `most`. */
export function limitOf(request: Request, fallback: number, most: number): number {
  const given = request.query['limit'];
  if (given === undefined) return fallback;
  const limit = typeof given === 'string' && /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > most)
    throw new HttpError(400, 'bad-query', `"limit" must be a whole number from 1 to ${most}.`);
  return limit;
}

/** A part of the path as text; empty when it is not one. */
export function pathText(request: Request, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}

/** Who acts: the name given in the body `{ "who": "…" }`, else who the gatekeeper let in. */
export function actorOf(request: Request, gatekeepersName: unknown): string {
  return lineOf(request, 'who', 80) ?? (typeof gatekeepersName === 'string' ? gatekeepersName : 'operator');
}

/** A text of one line out of the body, at most `most` characters; null where there is none. */
export function lineOf(request: Request, name: string, most: number): string | null {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return null;
  const value: unknown = Reflect.get(body, name);
  if (typeof value !== 'string') return null;
  const line = visibleLine(value).slice(0, most);
  return line === '' ? null : line;
}
