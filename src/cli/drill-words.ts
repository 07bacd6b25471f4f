import { styleText } from 'node:util';
import { headlineOf } from '../action/headline.ts';
import { hopLine, hopTitles } from '../action/hop-line.ts';
import { isFailing, type HopVerdict } from '../action/hop-verdict.ts';
import type { CheckSettings } from '../action/settings.ts';
import type { Runs } from '../action/tries.ts';

/** A hop as one line, in the colour of its state. */
export function coloured(hop: HopVerdict): string {
  const line = hopLine(hop);
  if (isFailing(hop)) return styleText('red', line);
  if (hop.state === 'warned') return styleText('yellow', line);
  return hop.state === 'ok' ? styleText('green', line) : styleText('gray', line);
}

/** The verdict in a few lines: what was proven, what is wrong, what to do. */
export function conclusion(runs: Runs, settings: CheckSettings, quiet: boolean): readonly string[] {
  const last = runs.at(-1) ?? runs[0];
  const { result, problems, warnings } = last.verdict;
  if (quiet && result === 'passed' && warnings.length === 0) return [];
  const colour = result === 'passed' ? 'green' : 'red';
  return [
    ...(quiet ? [] : ['']),
    styleText(colour, `${headlineOf(last, settings)}.`),
    ...[...problems, ...warnings].flatMap(({ hops, cause, advice }) => [
      `${hops.map((hop) => hopTitles[hop]).join(', ')}: ${cause}`,
      `  to do: ${advice}`,
    ]),
    ...(result === 'cancelled'
      ? ['What is left of the drill expires by itself 10 minutes after it began.']
      : []),
  ];
}
