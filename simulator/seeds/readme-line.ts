import { medianOf, type Hunted } from './bug-hunt.ts';
import type { Tally } from './campaign.ts';

/** Between these the line stands; nobody writes it by hand. */
const [begin, end] = ['<!-- simulate-seeds -->', '<!-- /simulate-seeds -->'] as const;

/** What a run in which everything held came to, in one sentence. */
export function readmeLine(
  tally: Pick<Tally, 'virtualMs' | 'tookMs' | 'webhooks' | 'last' | 'played'>,
  hunted: readonly Hunted[],
): string {
  const hours = grouped(tally.virtualMs / 3_600_000);
  const minutes = grouped(Math.max(1, tally.tookMs / 60_000));
  const found = hunted.filter(({ seed }) => seed !== null);
  return (
    `${hours} storm-hours in ${minutes} minutes (seeds ${tally.last - tally.played + 1} to ${tally.last}); ` +
    `${grouped(tally.webhooks)} webhooks, 0 lost, 0 doubled, every outage woke somebody; ` +
    `${found.length} of ${hunted.length} planted bugs found, median seed ${medianOf(found)}.`
  );
}

/**
 * A text with the line in its place.
 * @throws Error when it has no place for it.
 */
export function withLine(text: string, line: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There is no place for the line: write ${begin} and ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${line}\n\n${text.slice(to)}`;
}

/** A whole number as people write it: 3,480. */
function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
