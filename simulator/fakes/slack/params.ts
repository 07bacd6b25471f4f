import type { Request } from 'express';
import { bodyOf, isObject, jsonOf } from '../exchange.ts';

/** A call's arguments by name: strings from a form or a query, JSON values from a JSON body. */
export type Params = ReadonlyMap<string, unknown>;

/** Reads the arguments of a Web API call from query, form or JSON; a string is Slack's error code. */
export function readParams(request: Request): Params | string {
  const params = new Map<string, unknown>();
  for (const [name, value] of new URL(request.originalUrl, 'http://fake').searchParams)
    params.set(name, value);
  const body = bodyOf(request);
  if (body.length === 0) return params;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return withJson(params, body.toString('utf8'));
  if (type !== '' && !type.startsWith('application/x-www-form-urlencoded')) return 'invalid_post_type';
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) params.set(name, value);
  return params;
}

function withJson(params: Map<string, unknown>, text: string): Params | string {
  const value = jsonOf(text);
  if (value === undefined) return 'invalid_json';
  if (!isObject(value)) return 'json_not_object';
  for (const [name, item] of Object.entries(value)) params.set(name, item);
  return params;
}

/** The bearer token of the header, else the `token` argument; null when there is neither. */
export function tokenOf(request: Request, params: Params): string | null {
  const header = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '');
  return header?.[1] ?? text(params, 'token');
}

/** A text argument; null when absent or empty. */
export function text(params: Params, name: string): string | null {
  const value = params.get(name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A true-or-false argument, which a form sends as a word. */
export function flag(params: Params, name: string): boolean {
  const value = params.get(name);
  return value === true || value === 'true' || value === '1';
}

/** A whole number argument, kept between 1 and `most`. */
export function count(params: Params, name: string, most: number): number | null {
  const value = text(params, name);
  if (value === null || !/^\d+$/.test(value)) return null;
  return Math.min(most, Math.max(1, Number(value)));
}

/** A structured argument: JSON text in a form, a value in JSON. `absent` and `broken` are told apart. */
export function structure(params: Params, name: string): { readonly value: unknown } | 'absent' | 'broken' {
  const value = params.get(name);
  if (value === undefined || value === null || value === '') return 'absent';
  if (typeof value !== 'string') return { value };
  const parsed = jsonOf(value);
  return parsed === undefined ? 'broken' : { value: parsed };
}
