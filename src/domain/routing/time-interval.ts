/** From and to, both included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A part of the calendar, in Alertmanager's form
 * (https://prometheus.io/docs/alerting/latest/configuration/#time_interval-0): all fields that are there have to hold;
 * of each field's spans one.
 */
export interface TimeInterval {
  /** Minutes of the day; `to` is not included, and 1440 is midnight. */
  readonly times?: readonly Span[];
  /** 0 is Sunday. */
  readonly weekdays?: readonly Span[];
  /** 1 to 31; -1 is the last day of the month. */
  readonly daysOfMonth?: readonly Span[];
  /** 1 to 12. */
  readonly months?: readonly Span[];
  readonly years?: readonly Span[];
  /** IANA name of the zone; absent: UTC. */
  readonly location?: string;
}

/** One moment as a calendar on a wall shows it. */
interface WallTime {
  readonly minute: number;
  readonly weekday: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

/** Whether a moment, in UNIX ms, lies within an interval. */
export function isWithin(interval: TimeInterval, at: number): boolean {
  const wall = wallTime(at, interval.location ?? 'UTC');
  const lastDay = new Date(Date.UTC(wall.year, wall.month, 0)).getUTCDate();
  const fromEnd = (day: number): number => (day < 0 ? lastDay + 1 + day : day);
  const days = interval.daysOfMonth?.map(({ from, to }) => ({ from: fromEnd(from), to: fromEnd(to) }));
  return (
    (interval.times ?? allDay).some(({ from, to }) => from <= wall.minute && wall.minute < to) &&
    holds(interval.weekdays, wall.weekday) &&
    holds(days, wall.day) &&
    holds(interval.months, wall.month) &&
    holds(interval.years, wall.year)
  );
}

const allDay: readonly Span[] = [{ from: 0, to: 1440 }];

function holds(spans: readonly Span[] | undefined, value: number): boolean {
  return spans === undefined || spans.some(({ from, to }) => from <= value && value <= to);
}

const zones = new Map<string, Intl.DateTimeFormat>();

/** Whether the platform knows a zone by this name. */
export function isZone(name: string): boolean {
  try {
    calendarOf(name);
    return true;
  } catch {
    return false;
  }
}

function calendarOf(zone: string): Intl.DateTimeFormat {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    weekday: 'short',
  });
  zones.set(zone, made);
  return made;
}

/** What was read last of each zone: a storm asks thousands of times within a minute. */
const lastRead = new Map<string, { readonly minute: number; readonly wall: WallTime }>();

function wallTime(at: number, zone: string): WallTime {
  const minute = Math.floor(at / 60_000);
  const last = lastRead.get(zone);
  if (last?.minute === minute) return last.wall;
  const wall = readWall(at, zone);
  lastRead.set(zone, { minute, wall });
  return wall;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function readWall(at: number, zone: string): WallTime {
  const parts = new Map(
    calendarOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return {
    minute: number('hour') * 60 + number('minute'),
    weekday: weekdays.indexOf(parts.get('weekday') ?? ''),
    day: number('day'),
    month: number('month'),
    year: number('year'),
  };
}
