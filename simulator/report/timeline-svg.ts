import type { RunOutcome } from '../run/run-scenario.ts';
import { escapeMarkup } from './markup.ts';

const WIDTH = 960;
const LEFT = 80;
const ROW = 56;
const BINS = 120;

/** Moments of one row, and how it is drawn. */
interface Row {
  readonly label: string;
  readonly colour: string;
  readonly moments: readonly number[];
}

function rowsOf(run: RunOutcome): Row[] {
  const { evidence } = run;
  const calls = evidence.slack?.calls ?? [];
  const at = (method: string): number[] =>
    calls.filter((call) => call.method === method).map((call) => call.at);
  return [
    { label: 'webhooks', colour: '#c2410c', moments: evidence.deliveries.map((one) => one.at) },
    { label: 'posts', colour: '#1d4ed8', moments: at('chat.postMessage') },
    { label: 'updates', colour: '#0e7490', moments: at('chat.update') },
    {
      label: '429',
      colour: '#b91c1c',
      moments: calls.filter((call) => call.status === 429).map((call) => call.at),
    },
    {
      label: 'PagerDuty',
      colour: '#15803d',
      moments: (evidence.pagerduty?.calls ?? []).map((call) => call.at),
    },
  ];
}

/** Inline SVG: what came in, what went to Slack and PagerDuty, over virtual time. */
export function timelineSvg(run: RunOutcome): string {
  const rows = rowsOf(run);
  const from = run.timeline.start;
  const to = Math.max(
    run.timeline.end,
    ...rows.map((row) => row.moments.reduce((last, at) => Math.max(last, at), 0)),
  );
  const height = rows.length * ROW + 40;
  const x = (at: number): number => LEFT + ((at - from) / Math.max(1, to - from)) * (WIDTH - LEFT - 10);
  const parts = [
    ...rows.map((row, index) => rowSvg(row, { top: index * ROW + 8, from, to })),
    ...marks(run, x, height),
    axis(from, to, { x, height }),
  ];
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Webhooks, Slack calls and pages over time">${parts.join('')}</svg>`;
}

function rowSvg(row: Row, frame: { top: number; from: number; to: number }): string {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const at of row.moments) {
    const bin = Math.min(
      BINS - 1,
      Math.max(0, Math.floor(((at - frame.from) / Math.max(1, frame.to - frame.from)) * BINS)),
    );
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const most = Math.max(1, ...bins);
  const width = (WIDTH - LEFT - 10) / BINS;
  const base = frame.top + ROW - 16;
  const bars = bins.map((count, bin) => {
    const tall = (count / most) * (ROW - 18);
    return count === 0
      ? ''
      : `<rect x="${(LEFT + bin * width).toFixed(1)}" y="${(base - tall).toFixed(1)}" width="${(width * 0.85).toFixed(1)}" height="${tall.toFixed(1)}" fill="${row.colour}"/>`;
  });
  const label = `<text x="0" y="${base - 12}">${escapeMarkup(row.label)}</text><text x="0" y="${base + 2}" class="dim">${row.moments.length} in all</text>`;
  return `${label}<line x1="${LEFT}" x2="${WIDTH - 10}" y1="${base}" y2="${base}" stroke="#9ca3af"/>${bars.join('')}`;
}

/** Pages that opened and were resolved, and what happened to the relay or the services. */
function marks(run: RunOutcome, x: (at: number) => number, height: number): string[] {
  const line = (at: number, colour: string, title: string): string =>
    `<line x1="${x(at).toFixed(1)}" x2="${x(at).toFixed(1)}" y1="0" y2="${height - 30}" stroke="${colour}" stroke-dasharray="3 3"><title>${escapeMarkup(title)}</title></line>`;
  const pages = (run.evidence.pagerduty?.incidents ?? []).flatMap((page) => [
    line(page.openedAt, '#b91c1c', `page opened: ${page.summary}`),
    ...(page.resolvedAt === null ? [] : [line(page.resolvedAt, '#15803d', `page resolved: ${page.summary}`)]),
  ]);
  return [...pages, ...run.timeline.happenings.map((one) => line(one.at, '#7c3aed', one.kind))];
}

function axis(from: number, to: number, at: { x: (moment: number) => number; height: number }): string {
  const step = to - from > 150_000 ? 30_000 : 10_000;
  const ticks: string[] = [];
  for (let moment = from; moment <= to; moment += step) {
    ticks.push(
      `<text x="${at.x(moment).toFixed(1)}" y="${at.height - 8}" class="dim">${Math.round((moment - from) / 1000)} s</text>`,
    );
  }
  return ticks.join('');
}
