import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { GlanceView } from '../../../../observe/incident/glance-view.ts';
import { count } from '../words/figures.ts';
import { time, zone } from '../words/moments.ts';
import { drawRate, type RateDrawing } from './rate-drawing.ts';

const minuteMs = 60_000;
/** What happened longer before the first bar would squeeze the others: at most a minute, or a third of them all. */
const leadMs = 60_000;
/** Marks that stand closer than this to each other, as a share of the width, would have their words run into each other. */
const apart = 0.16;

/** What is looked for beside the curve. */
export interface Happened {
  readonly kind: 'deploy' | 'page' | 'acknowledged';
  readonly at: number;
  readonly words: string;
}

type Rate = NonNullable<GlanceView['rate']>;

/**
 * Events a minute of one incident on an axis of time, with what happened meanwhile. Screen readers are told the newest
 * figure in words.
 */
export function RateChart({
  rate,
  happened,
}: {
  readonly rate: Rate | null;
  readonly happened: readonly Happened[];
}): JSX.Element | null {
  if (rate === null || rate.counts.length < 2) return null;
  return <Chart rate={rate} happened={happened} />;
}

function Chart({
  rate,
  happened,
}: {
  readonly rate: Rate;
  readonly happened: readonly Happened[];
}): JSX.Element {
  const { from, slotMs, counts } = rate;
  const until = from + slotMs * counts.length;
  const begin = beginOf(from, Math.max(leadMs, (until - from) / 3), happened);
  const perMinute = counts.map((events) => (events * minuteMs) / slotMs);
  const most = Math.max(...perMinute, 1);
  return (
    <div class="chart">
      <p class="chart-head" aria-hidden="true">
        <span class="chart-top">{`${count(most)} events a minute`}</span>
        <span class="chart-time">{`${time(begin)}–${time(until)} ${zone(until)}`}</span>
      </p>
      <div class="chart-area" aria-hidden="true">
        <Drawn begin={begin} until={until} from={from} slotMs={slotMs} perMinute={perMinute} />
        <Marks begin={begin} until={until} happened={happened} />
      </div>
      <p class="unseen">
        {`${count(perMinute.at(-1) ?? 0)} events a minute at ${time(until)}, ${count(most)} at most`}
      </p>
    </div>
  );
}

/** A deploy just before the first event is what the curve is looked at for. */
function beginOf(from: number, lead: number, happened: readonly Happened[]): number {
  const close = happened.map(({ at }) => at).filter((at) => at >= from - lead);
  return Math.min(from, ...close.map((at) => at - lead / 12));
}

/** The bars and their axes, drawn anew only when they say something else. */
function Drawn(rate: Parameters<RateDrawing['show']>[0]): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<RateDrawing | null>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = drawRate(place.current);
    drawing.current = made;
    return made.end;
  }, []);
  const said = JSON.stringify(rate);
  useEffect(() => drawing.current?.show(rate), [said]);
  return <div class="chart-drawn" ref={place} />;
}

function Marks({
  begin,
  until,
  happened,
}: {
  readonly begin: number;
  readonly until: number;
  readonly happened: readonly Happened[];
}): JSX.Element {
  const seen = happened.filter(({ at }) => at >= begin && at <= until).sort((a, b) => a.at - b.at);
  let line = 0;
  let before = -Infinity;
  const placed = seen.map((one) => {
    const share = (one.at - begin) / (until - begin);
    line = share - before < apart ? line + 1 : 0;
    before = share;
    return { ...one, share, line: line % 3 };
  });
  return (
    <div class="chart-marks">
      {placed.map(({ kind, words, share, line: row }) => (
        <span
          key={kind}
          class="chart-mark"
          data-kind={kind}
          data-late={String(share > 0.8)}
          style={{ left: `${(share * 100).toFixed(2)}%` }}
        >
          <span class="chart-label" style={{ top: `${row * 14}px` }}>
            {words}
          </span>
        </span>
      ))}
    </div>
  );
}
