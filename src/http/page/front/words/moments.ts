import { span } from './figures.ts';

const clockHourMinute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockDay = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clockZone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });

const halfDayMs = 43_200_000;

/** Wall-clock time in the reader's zone. */
export function time(at: number): string {
  return clockTime.format(new Date(at));
}

/** The same without its seconds. */
export function clockMinute(at: number): string {
  return clockHourMinute.format(new Date(at));
}

/** The day in the reader's zone, as 2026-01-04. */
export function day(at: number): string {
  return clockDay.format(new Date(at));
}

/** The time of a moment, with its day where the time alone would leave it open. */
export function moment(at: number, now: number): string {
  return Math.abs(now - at) < halfDayMs ? time(at) : `${day(at)} ${time(at)}`;
}

/** The same to the minute: `11:43`, or `2026-01-04 11:43`. */
export function momentMinute(at: number, now: number): string {
  return Math.abs(now - at) < halfDayMs ? clockMinute(at) : `${day(at)} ${clockMinute(at)}`;
}

/** `as of 11:44:07, 3 min ago` */
export function asOfWords(at: number, now: number): string {
  return `as of ${moment(at, now)}, ${span(Math.max(1_000, now - at))} ago`;
}

/** The reader's zone, for example `UTC` or `GMT+2`. */
export function zone(at: number): string {
  const parts = clockZone.formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
