import { counted, duration } from '../text/figures.ts';
import type { StoreFailed } from './own-trouble.ts';

const causes: Readonly<Record<NonNullable<StoreFailed['why']>, string>> = {
  'no-room': 'the disk had no room left',
  'disk-refuses': 'the disk refused to be written',
  backlog: 'too much waited to be looked at',
  other: 'the store could not be written, and the log says why',
};

/**
 * How many deliveries were refused, from when to when, why, and what to do: true while it stands, and when it is over. A message
 * shows no more than 300 characters of it.
 */
export function refusedWords({ refused, forMs, from, why }: StoreFailed): string {
  const times = from === null ? '' : `, from ${clockOf(from)} to ${endOf(from, forMs)} UTC`;
  const cause = why === null ? 'the store took nothing' : causes[why];
  return (
    `${counted(refused, 'delivery', 'deliveries')} got 503 in ${duration(forMs)}${times}: ${cause}. ` +
    'Sentry sends none of them again: with a Sentry token the relay reads there what it has missed, ' +
    'else look there at what came between these times.'
  );
}

/** Of the same day, the time alone. */
function endOf(from: number, forMs: number): string {
  const [begin, end] = [clockOf(from), clockOf(from + forMs)];
  return begin.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end;
}

function clockOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
