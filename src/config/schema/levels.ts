import { nearWord } from '../../domain/text/near-word.ts';

/** Sentry's levels. */
export const levels = ['fatal', 'error', 'warning', 'info', 'debug'] as const;

/** What others call them. */
const others: Readonly<Record<string, (typeof levels)[number]>> = {
  critical: 'fatal',
  crit: 'fatal',
  emergency: 'fatal',
  panic: 'fatal',
  severe: 'error',
  err: 'error',
  warn: 'warning',
  notice: 'info',
  information: 'info',
};

/** ` Did you mean fatal?`, after a sentence; empty where nobody knows. */
export function levelMeant(said: unknown): string {
  if (typeof said !== 'string') return '';
  const name = said.trim().toLowerCase();
  const meant = (Object.hasOwn(others, name) ? others[name] : undefined) ?? nearWord(name, levels);
  return meant === null ? '' : ` Did you mean ${meant}?`;
}
