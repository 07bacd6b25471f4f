import { z } from 'zod';
import { nearWord } from '../../domain/text/near-word.ts';

/** Sentry's levels. */
export const levels = ['fatal', 'error', 'warning', 'info', 'debug'] as const;

/** PagerDuty's words (domain/severity.ts), worst first. */
const severe = ['critical', 'error', 'warning', 'info'] as const;

/** How severe levels are, by level. */
export const severities = z.partialRecord(
  z.enum(levels),
  z.enum(severe, {
    error: ({ input }) => {
      const meant =
        typeof input === 'string' ? (input === 'fatal' ? 'critical' : nearWord(input, severe)) : null;
      return `Write a severity of PagerDuty: critical, error, warning or info.${meant === null ? '' : ` Did you mean ${meant}?`}`;
    },
  }),
  {
    error: ({ code, input }) =>
      code === 'invalid_key'
        ? `Write levels of Sentry: fatal, error, warning, info or debug.${levelMeant(input)}`
        : 'Write severities by level, for example { warning: error }.',
  },
);

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

/** The level that somebody meant; null: nobody knows. */
export function levelNear(said: string): (typeof levels)[number] | null {
  const name = said.trim().toLowerCase();
  return (Object.hasOwn(others, name) ? others[name] : undefined) ?? nearWord(name, levels);
}

/** ` Did you mean fatal?`, after a sentence; empty where nobody knows. */
export function levelMeant(said: unknown): string {
  const meant = typeof said === 'string' ? levelNear(said) : null;
  return meant === null ? '' : ` Did you mean ${meant}?`;
}
