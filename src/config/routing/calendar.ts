import { z } from 'zod';
import { isZone, type TimeInterval } from '../../domain/routing/time-interval.ts';
import { nearWord } from '../../domain/text/near-word.ts';
import { text } from '../schema/natives.ts';

type Span = NonNullable<TimeInterval['times']>[number];

const clockAdvice = 'Write a time of the day from 00:00 to 24:00, in quotes, for example "22:00".';

const minuteOfDay = z
  .string(clockAdvice)
  .trim()
  .regex(/^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/, { error: clockAdvice, abort: true })
  .transform((said) => {
    const [hours = 0, minutes = 0] = said.split(':').map(Number);
    return hours * 60 + minutes;
  });

const times = z
  .array(
    z
      .strictObject(
        { start_time: minuteOfDay, end_time: minuteOfDay },
        'Write { start_time: "22:00", end_time: "24:00" }; what crosses midnight is two of them.',
      )
      .refine(
        ({ start_time: from, end_time: to }) => from < to,
        'It ends before it begins. What crosses midnight is two of them: "22:00" to "24:00" and "00:00" to "06:00".',
      )
      .transform(({ start_time: from, end_time: to }): Span => ({ from, to })),
  )
  .optional();

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const nameOrNumber =
  (names: readonly string[], first: number) =>
  (said: string): number => {
    const at = names.indexOf(said);
    return at >= 0 ? at + first : /^\d+$/.test(said) && first === 1 ? Number(said) : Number.NaN;
  };
const plainNumber = (said: string): number => (/^-?\d+$/.test(said) ? Number(said) : Number.NaN);

/** What to write for a range that goes on after the last of all, as from saturday to sunday; where that has no name, `advice`. */
function wrapped([from = '', to = '']: readonly string[], advice: string): string {
  const names = [weekdays, months].find((list) => list.includes(from));
  const [first, last] = [names?.[0], names?.at(-1)];
  if (first === undefined || last === undefined) return `It ends before it begins. ${advice}`;
  const part = (one: string, other: string): string => (one === other ? one : `${one}:${other}`);
  return `It ends before it begins: as in Alertmanager, ${first} comes first. Write both parts: ${part(from, last)}, ${part(first, to)}.`;
}

/** A list of single values and of ranges `first:last`, as Alertmanager has them. */
function spans(
  read: (said: string) => number,
  isRight: (value: number) => boolean,
  advice: string,
): z.ZodType<readonly Span[] | undefined> {
  const one = z.union([z.string(), z.number()], advice).transform((said, context): Span => {
    const parts = String(said)
      .toLowerCase()
      .split(':')
      .map((part) => part.trim());
    const [from = Number.NaN, to = from] = parts.map(read);
    const isBounded = parts.length <= 2 && isRight(from) && isRight(to);
    if (!isBounded) context.addIssue({ code: 'custom', message: advice });
    else if (from > to && to >= 0) context.addIssue({ code: 'custom', message: wrapped(parts, advice) });
    return { from, to };
  });
  return z.array(one).min(1, advice).optional();
}

const within =
  (least: number, most: number) =>
  (value: number): boolean =>
    value >= least && value <= most;

/** A part of the calendar. */
const interval = z
  .strictObject({
    times: times.describe('Of the day.'),
    weekdays: spans(
      nameOrNumber(weekdays, 0),
      within(0, 6),
      'Write days of the week or ranges of them, for example monday:friday or sunday.',
    ).describe('Days of the week, for example monday:friday.'),
    days_of_month: spans(
      plainNumber,
      (day) => within(1, 31)(day) || within(-31, -1)(day),
      'Write days of the month, for example 1:5 or -1 for the last one.',
    ).describe('Days of the month; -1 is the last one.'),
    months: spans(
      nameOrNumber(months, 1),
      within(1, 12),
      'Write months or ranges of them, for example december or 1:3.',
    ).describe('Months, by name or number.'),
    years: spans(
      plainNumber,
      within(1970, 9_999),
      'Write years or ranges of them, for example 2027 or 2027:2028.',
    ).describe('Years.'),
    location: text
      .refine(isZone, { error: ({ input }) => zoneAdvice(input) })
      .optional()
      .describe('Time zone, for example Europe/Berlin; UTC otherwise.'),
  })
  .transform(({ days_of_month: daysOfMonth, ...rest }): TimeInterval => {
    const all = Object.entries({ ...rest, daysOfMonth }).filter(([, value]) => value !== undefined);
    return Object.fromEntries(all);
  });

function zoneAdvice(said: unknown): string {
  const word = String(said);
  const { zones, byPlace } = atlas();
  const meant = byPlace.get(word.toLowerCase().replaceAll(' ', '_')) ?? nearWord(word, zones);
  return `Write the name of a time zone as in the IANA database, ${meant === null ? 'for example Europe/Berlin.' : `probably ${meant}.`}`;
}

interface Atlas {
  readonly zones: readonly string[];
  /** The first zone of each place, as it ends: `berlin`, and also `argentina/salta` and `salta`. */
  readonly byPlace: ReadonlyMap<string, string>;
}

/** Six hundred names are listed once, and only where one was wrong. */
let read: Atlas | null = null;

function atlas(): Atlas {
  if (read !== null) return read;
  const zones = Intl.supportedValuesOf('timeZone');
  const byPlace = new Map<string, string>();
  for (const zone of zones) {
    const parts = zone.toLowerCase().split('/');
    for (let n = 1; n < parts.length; n += 1) {
      const place = parts.slice(n).join('/');
      if (!byPlace.has(place)) byPlace.set(place, zone);
    }
  }
  read = { zones, byPlace };
  return read;
}

/** Named parts of the calendar, in Alertmanager's form. */
export const timeIntervals = z.array(
  z.strictObject({
    name: text.min(1, 'Write a name, for example nights.'),
    time_intervals: z.array(interval).min(1, 'Write at least one interval.'),
  }),
);
