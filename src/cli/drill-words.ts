import { styleText } from 'node:util';
import { headlineOf } from '../action/headline.ts';
import { hopLine, hopTitles } from '../action/hop-line.ts';
import { isFailing, type HopVerdict } from '../action/hop-verdict.ts';
import type { Observed } from '../action/observed.ts';
import { oneLine } from '../action/one-line.ts';
import type { CheckSettings } from '../action/settings.ts';
import type { Runs } from '../action/tries.ts';

/** A hop as one line, in the colour of its state. */
export function coloured(hop: HopVerdict): string {
  const line = oneLine(hopLine(hop));
  if (isFailing(hop)) return styleText('red', line);
  if (hop.state === 'warned') return styleText('yellow', line);
  return hop.state === 'ok' ? styleText('green', line) : styleText('gray', line);
}

/** Whether a drill was registered that is not known to be cleared up. */
function isLeftBehind({ ticket, cleanup }: Observed): boolean {
  return ticket !== null && cleanup?.kind !== 'clean';
}

/** The verdict in a few lines: what was proven, what is wrong, what to do. */
export function conclusion(runs: Runs, settings: CheckSettings, quiet: boolean): readonly string[] {
  const last = runs.at(-1) ?? runs[0];
  const { result, problems, warnings } = last.verdict;
  if (quiet && result === 'passed' && warnings.length === 0) return [];
  const colour = result === 'passed' ? 'green' : 'red';
  return [
    ...(quiet ? [] : ['']),
    styleText(colour, oneLine(`${headlineOf(last, settings)}.`)),
    ...[...problems, ...warnings].flatMap(({ hops, cause, advice }) => [
      oneLine(`${hops.map((hop) => hopTitles[hop]).join(', ')}: ${cause}`),
      oneLine(`  to do: ${advice}`),
    ]),
    ...(result === 'cancelled' && isLeftBehind(last.seen)
      ? ['What is left of the drill expires by itself 10 minutes after it began.']
      : []),
  ];
}
