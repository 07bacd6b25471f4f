import { headlineOf } from '../action/tell/lines.ts';
import { hopLine } from '../action/tell/lines.ts';
import { hopTitles, isFailing, type HopVerdict } from '../action/judge/hop-verdict.ts';
import type { Observed } from '../action/judge/observed.ts';
import { oneLine } from '../action/tell/lines.ts';
import type { CheckSettings } from '../action/judge/check-settings.ts';
import type { Runs } from '../action/run/tries.ts';
import type { Line } from './print.ts';

/** A hop as one line, in the colour of its state. */
export function coloured(hop: HopVerdict): Line {
  const text = oneLine(hopLine(hop));
  if (isFailing(hop)) return { text, colour: 'red' };
  if (hop.state === 'warned') return { text, colour: 'yellow' };
  return { text, colour: hop.state === 'ok' ? 'green' : 'gray' };
}

/** Whether a drill was registered that is not known to be cleared up. */
function isLeftBehind({ ticket, cleanup }: Observed): boolean {
  return ticket !== null && cleanup?.kind !== 'clean';
}

/** The verdict in a few lines: what was proven, what is wrong, what to do. */
export function conclusion(runs: Runs, settings: CheckSettings, quiet: boolean): readonly Line[] {
  const last = runs.at(-1) ?? runs[0];
  const { result, problems, warnings } = last.verdict;
  if (quiet && result === 'passed' && warnings.length === 0) return [];
  const colour = result === 'passed' ? 'green' : 'red';
  return [
    ...(quiet ? [] : [{ text: '' }]),
    { text: oneLine(`${headlineOf(last, settings)}.`), colour },
    ...[...problems, ...warnings].flatMap(({ hops, cause, advice }) => [
      { text: oneLine(`${hops.map((hop) => hopTitles[hop]).join(', ')}: ${cause}`) },
      { text: oneLine(`  to do: ${advice}`) },
    ]),
    ...(result === 'cancelled' && isLeftBehind(last.seen)
      ? [{ text: 'What is left of the drill expires by itself 10 minutes after it began.' }]
      : []),
  ];
}
