import type { RunOutcome } from '../../run/run-scenario.ts';
import { kindOfCall, type SlackCounts } from '../../slack-counts.ts';
import { grouped, spoken } from '../../referee/finding.ts';
import { escapeMarkup } from '../markup.ts';

const bins = 120;
const tall = 40;
const mostTicks = 6;
const mostMarks = 24;

/** Moments of one row, and how it is drawn. */
interface Row {
  readonly label: string;
  readonly colour: string;
  readonly moments: readonly number[];
}

interface Mark {
  readonly at: number;
  readonly colour: string;
  readonly words: string;
}

interface Frame {
  readonly from: number;
  readonly to: number;
}

/**
 * What came in, and what went to Slack and PagerDuty, over virtual time. Words are text beside the bars and not in them:
 * they keep their size where the chart is narrow.
 */
export function chart(run: RunOutcome): string {
  const rows = rowsOf(run);
  const { start, end } = run.timeline;
  const last = Math.max(
    end,
    ...rows.map(({ moments }) => moments.reduce((most, at) => Math.max(most, at), 0)),
  );
  const frame = { from: start, to: Math.max(last, start + 1_000) };
  const marks = marksOf(run);
  const lines = marks
    .map(({ at, colour }) => `<i class="mark" style="--mark:${colour};left:${percent(at, frame)}"></i>`)
    .join('');
  return `<figure class="chart" role="img" aria-label="Webhooks, Slack and PagerDuty over time">${rows.map((row) => rowHtml(row, frame, lines)).join('')}${axis(frame)}</figure>${legend(marks, frame)}`;
}

function rowsOf({ evidence }: RunOutcome): readonly Row[] {
  const calls = evidence.slack?.calls ?? [];
  const of = (kind: keyof SlackCounts): readonly number[] =>
    calls.filter((call) => kindOfCall(call) === kind).map(({ at }) => at);
  const rows: readonly Row[] = [
    { label: 'Webhooks', colour: '#c2410c', moments: evidence.deliveries.map(({ at }) => at) },
    { label: 'Messages', colour: '#2563eb', moments: of('posts') },
    { label: 'Edits', colour: '#0e7490', moments: of('updates') },
    { label: 'Replies', colour: '#6d5bd0', moments: of('replies') },
    { label: 'Refused (429)', colour: '#dc2626', moments: of('limited') },
    {
      label: 'Events to PagerDuty',
      colour: '#15803d',
      moments: (evidence.pagerduty?.calls ?? []).map(({ at }) => at),
    },
  ];
  return rows.filter(({ label, moments }) => label !== 'Refused (429)' || moments.length > 0);
}

function rowHtml({ label, colour, moments }: Row, { from, to }: Frame, lines: string): string {
  const counts = Array.from({ length: bins }, () => 0);
  for (const at of moments) {
    const bin = Math.floor(((at - from) / (to - from)) * bins);
    const kept = Math.min(bins - 1, Math.max(0, bin));
    counts[kept] = (counts[kept] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, bin) => {
    const height = (count / most) * tall;
    return count === 0
      ? ''
      : `<rect x="${bin}" y="${(tall - height).toFixed(1)}" width=".85" height="${height.toFixed(1)}"/>`;
  });
  return `<div class="name">${label}<b>${grouped(moments.length)}</b></div><div class="plot"><svg viewBox="0 0 ${bins} ${tall}" preserveAspectRatio="none" fill="${colour}" aria-hidden="true">${bars.join('')}</svg>${lines}</div>`;
}

/** Pages that opened and were resolved, and what happened to the relay or the services. */
function marksOf({ evidence, timeline }: RunOutcome): readonly Mark[] {
  const { wakings = [], incidents = [] } = evidence.pagerduty ?? {};
  // A page is kept current: whoever was woken heard what it said then.
  const rang = wakings.map(({ at, summary }) => ({ at, colour: '#dc2626', words: `Paged: ${summary}` }));
  const over = incidents.flatMap(({ resolvedAt, summary }) =>
    resolvedAt === null ? [] : [{ at: resolvedAt, colour: '#15803d', words: `Resolved: ${summary}` }],
  );
  const happened = timeline.happenings.map(({ at, kind }) => ({ at, colour: '#9333ea', words: kind }));
  return [...rang, ...over, ...happened].sort((a, b) => a.at - b.at).slice(0, mostMarks);
}

function legend(marks: readonly Mark[], { from }: Frame): string {
  if (marks.length === 0) return '';
  const lines = marks.map(
    ({ at, colour, words }) =>
      `<li style="--mark:${colour}">after ${spoken(at - from)} ${escapeMarkup(words)}</li>`,
  );
  return `<ul class="marks">${lines.join('')}</ul>`;
}

const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

/** At most six moments: they have room on a phone. */
function axis({ from, to }: Frame): string {
  const seconds = (to - from) / 1_000;
  const step = steps.find((one) => seconds / one < mostTicks) ?? Math.ceil(seconds / mostTicks);
  const ticks: string[] = [];
  for (let at = 0; at <= seconds; at += step)
    ticks.push(
      `<span${at > seconds * 0.95 ? ' class="last"' : ''} style="left:${percent(from + at * 1_000, { from, to })}">${tick(at)}</span>`,
    );
  return `<div class="axis" aria-hidden="true">${ticks.join('')}</div>`;
}

function tick(seconds: number): string {
  if (seconds % 3_600 === 0 && seconds > 0) return `${seconds / 3_600} h`;
  if (seconds % 60 === 0 && seconds > 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}

function percent(at: number, { from, to }: Frame): string {
  return `${(Math.min(1, Math.max(0, (at - from) / (to - from))) * 100).toFixed(2)}%`;
}
