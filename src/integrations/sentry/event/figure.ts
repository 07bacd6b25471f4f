import { counted, grouped } from '../../../domain/text/figures.ts';
import { asText } from './payload.ts';

/** What the number of a metric counts; null: a bare number, as of an apdex. */
export type Unit = 'percent' | 'ratio' | 'ms' | 'events' | 'users' | null;

/**
 * What an aggregate of Sentry's measures, as its own pages have it (getsentry/sentry, static/app/views/alerts/rules/metric:
 * `getThresholdUnits`): a failure rate is a part of one, a session's a percentage, whatever is said of a duration ms.
 */
export function unitOf(aggregate: string): Unit {
  const called = aggregate.trim().toLowerCase();
  if (called === 'count()') return 'events';
  if (/^count_unique\(.*user/.test(called)) return 'users';
  if (/^(?:failure|http_error)_rate\(/.test(called)) return 'ratio';
  if (/(?:sessions|users)_crashed|crash_(?:free_)?rate/.test(called)) return 'percent';
  // A count of durations is a count, and a layout shift is no time.
  const isTime = /duration|measurements\./.test(called) && !called.includes('measurements.cls');
  return isTime && !/^(?:count|failure_count|ep[ms]|tp[ms])/.test(called) ? 'ms' : null;
}

/** `31.42 %`, `1.24 s`, `1,000 events`, `0.87`: a measured number for people; at most its first four places. */
export function figureText(value: number, unit: Unit): string {
  switch (unit) {
    case 'percent':
      return `${places(value)} %`;
    case 'ratio':
      // Of one; what is more is a percentage already.
      return `${places(Math.abs(value) <= 1 ? value * 100 : value)} %`;
    case 'ms':
      return Math.abs(value) < oneSecondMs ? `${places(value)} ms` : `${places(value / oneSecondMs)} s`;
    case 'events':
      return Number.isInteger(value) ? counted(value, 'event') : `${places(value)} events`;
    case 'users':
      return Number.isInteger(value) ? counted(value, 'user') : `${places(value)} users`;
    case null:
      return places(value);
  }
}

/** The same of whatever a payload has in a number's place; null where there is nothing to read. */
export function figureOf(value: unknown, unit: Unit): string | null {
  return typeof value === 'number' && Number.isFinite(value) ? figureText(value, unit) : asText(value, 100);
}

const oneSecondMs = 1_000;
/** From here on grouped figures are read better than places. */
const large = 1_000;

function places(value: number): string {
  if (Math.abs(value) >= large) return value < 0 ? `-${grouped(-value)}` : grouped(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
