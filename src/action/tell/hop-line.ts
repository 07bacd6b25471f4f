import { wordsOfMs, wordsOfSetting } from '../judge/duration.ts';
import { hopTitles, type HopVerdict } from '../judge/hop-verdict.ts';

/** A hop as one line of a log. */
export function hopLine(hop: HopVerdict): string {
  const time = hop.ms === null ? '' : wordsOfMs(hop.ms);
  const limit = hop.limit === null || hop.ms === null ? '' : `limit ${wordsOfSetting(hop.limit)}`;
  const details = [limit, hop.how ?? '', hop.note ?? '', hop.trouble?.cause ?? ''].filter(
    (part) => part !== '',
  );
  return `${hop.state.padEnd(8)} ${hopTitles[hop.name].padEnd(17)} ${time.padStart(8)}  ${details.join(', ')}`.trimEnd();
}
