import { UsageError } from '../complain.ts';

/** How moments are shown, and which of them are at night. */
export interface Zone {
  readonly name: string;
  /** `Mon 2026-11-30 03:12`. */
  readonly shown: (at: number) => string;
  readonly isNight: (at: number) => boolean;
}

/** Reads `--timezone` and `--night`, for example `22-7`. @throws UsageError, which names the option. */
export function zoneOf(name: string, night: string): Zone {
  const [from, to] = hoursOf(night);
  const format = formatOf(name);
  const parts = (at: number): Readonly<Record<string, string>> =>
    Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    name,
    shown: (at) => {
      const { weekday = '', year = '', month = '', day = '', hour = '', minute = '' } = parts(at);
      return `${weekday} ${year}-${month}-${day} ${hour}:${minute}`;
    },
    isNight: (at) => {
      const hour = Number(parts(at)['hour']);
      return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
    },
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    throw new UsageError(`--timezone: "${timeZone}" is none. Write for example Europe/Berlin or UTC.`);
  }
}

function hoursOf(night: string): readonly [number, number] {
  const [, from = '', to = ''] = /^(\d{1,2})-(\d{1,2})$/.exec(night.trim()) ?? [];
  if (from === '' || Number(from) > 23 || Number(to) > 24)
    throw new UsageError(`--night: "${night}" is no night. Write two hours, for example 22-7.`);
  return [Number(from), Number(to)];
}
