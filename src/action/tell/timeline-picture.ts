import { wordsOfMs } from '../judge/duration.ts';
import { hopTitles } from '../judge/hop-verdict.ts';
import type { Span } from './spans.ts';

/**
 * The spans as a Mermaid Gantt chart (mermaid.js.org/syntax/gantt.html). Every word in it is our own: nothing from
 * outside can break out of it.
 */
export function timelinePicture(spans: readonly Span[]): readonly string[] {
  if (spans.length === 0) return [];
  // Beyond a minute the seconds alone would begin anew.
  const axis = Math.max(...spans.map(({ to }) => to)) < 60_000 ? '%S.%L' : '%M:%S';
  return [
    '```mermaid',
    'gantt',
    '  dateFormat x',
    `  axisFormat ${axis}`,
    ...spans.flatMap((span, index) => [
      ...(spans[index - 1]?.hop === span.hop ? [] : [`  section ${hopTitles[span.hop]}`]),
      `  ${task(span)}`,
    ]),
    '```',
  ];
}

/** A bar needs a width to be seen. */
function task({ what, from, to, failing }: Span): string {
  const begin = Math.max(0, Math.round(from));
  const end = Math.max(begin + 1, Math.round(to));
  return `${what} ${wordsOfMs(end - begin)} :${failing ? 'crit' : 'done'}, ${begin}, ${end}`;
}
