import { slotsOf, type EventHistory } from '../../domain/event-history.ts';
import { counted, grouped } from '../../domain/text/figures.ts';
import { clockTime } from './times.ts';

/** So many bars can be told apart. */
const mostBars = 60;
const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const minuteMs = 60_000;

/**
 * Events a minute as a line of bars, which every reader shows, and as a chart of Mermaid's, which GitHub and GitLab
 * draw (mermaid.js.org/syntax/xyChart.html). Markdown.
 */
export function chartOf(history: EventHistory): string {
  const { from, everyMs } = slotsOf(history);
  const perBar = Math.ceil(history.counts.length / mostBars);
  const minutes = (perBar * everyMs) / minuteMs;
  const rates = barsOf(history.counts, perBar).map((count) => Number((count / minutes).toFixed(1)));
  const most = Math.max(1, ...rates);
  const line = rates.map((rate) => bars[Math.round((rate / most) * (bars.length - 1))] ?? '');
  const each = minutes === 1 ? 'a minute each' : `${grouped(minutes)} minutes each`;
  const until = from + history.counts.length * everyMs;
  return [
    `\`${line.join('')}\` from ${clockTime(from)} to ${clockTime(until)} UTC, ${each}; the tallest is ${counted(most, 'event')} a minute.`,
    '',
    '```mermaid',
    'xychart-beta',
    '    title "Events a minute"',
    `    x-axis "minutes since ${clockTime(from)} UTC" 0 --> ${Math.round((until - from) / minuteMs)}`,
    `    y-axis "events" 0 --> ${Math.ceil(most)}`,
    `    bar [${rates.join(', ')}]`,
    '```',
  ].join('\n');
}

function barsOf(counts: readonly number[], perBar: number): readonly number[] {
  const sums: number[] = [];
  for (const [n, count] of counts.entries()) {
    const bar = Math.floor(n / perBar);
    sums[bar] = (sums[bar] ?? 0) + count;
  }
  return sums;
}
