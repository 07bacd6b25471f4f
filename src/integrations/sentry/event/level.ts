import type { Severity } from '../../../domain/severity.ts';
import { asText } from './payload.ts';

/** Sentry's level of a payload in its own words, `error` where it says nothing usable. */
export function levelOf(...candidates: readonly unknown[]): string {
  for (const candidate of candidates) {
    const text = asText(candidate, 20)?.toLowerCase();
    const level = text === undefined ? undefined : levels.get(text);
    if (level !== undefined) return level;
  }
  return 'error';
}

/** PagerDuty's word for a level of Sentry's. */
export function severityOfLevel(level: string): Severity {
  if (level === 'fatal') return 'critical';
  if (level === 'error' || level === 'warning') return level;
  return 'info';
}

/** Spellings of SDKs, and the numbers of Python's logging that old senders use. */
const levels: ReadonlyMap<string, string> = new Map([
  ['fatal', 'fatal'],
  ['critical', 'fatal'],
  ['50', 'fatal'],
  ['error', 'error'],
  ['40', 'error'],
  ['warning', 'warning'],
  ['warn', 'warning'],
  ['30', 'warning'],
  ['info', 'info'],
  ['20', 'info'],
  ['debug', 'debug'],
  ['sample', 'debug'],
  ['10', 'debug'],
]);
