import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { GlanceView } from '../../../../observe/incident/glance-view.ts';
import { count } from '../words/figures.ts';
import { time, zone } from '../words/moments.ts';
import { drawRate, type RateDrawing } from './rate-drawing.ts';

const minuteMs = 60_000;
/** What happened longer before the first bar would squeeze the others: at most a minute, or a third of them all. */
const leadMs = 60_000;
/** It reaches so far beyond its last bar for what happened there: five times its bars, or a quarter of an hour. */
const [tailBars, tailMs] = [5, 900_000];
/** As wide as a letter of a mark's words is at most, and what stands around them, px. */
const letterPx = 7;
const aroundPx = 12;
/** A mark further right than this has its words on its left. */
const late = 0.8;

/** What is looked for beside the curve. */
export interface Happened {
  readonly kind: 'deploy' | 'page' | 'acknowledged' | 'over';
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
  const last = from + slotMs * counts.length;
  const long = last - from;
  const begin = beginOf(from, Math.max(leadMs, long / 3), happened);
  const until = endOf(last, Math.max(tailMs, tailBars * long), happened);
  const perMinute = counts.map((events) => (events * minuteMs) / slotMs);
  const most = Math.max(...perMinute, 1);
  return (
    <div class="chart">
      <p class="chart-head" aria-hidden="true">
        <span class="chart-top">{`peak ${count(most)} events a minute`}</span>
        <span class="chart-time">{`${time(begin)}–${time(until)} ${zone(until)}`}</span>
      </p>
      <div class="chart-area" aria-hidden="true">
        <Drawn begin={begin} until={until} from={from} slotMs={slotMs} perMinute={perMinute} />
        <Marks begin={begin} until={until} happened={happened} />
      </div>
      <p class="unseen">
        {`${count(perMinute.at(-1) ?? 0)} events a minute at ${time(last)}, ${count(most)} at most`}
      </p>
    </div>
  );
}

/** A deploy just before the first event is what the curve is looked at for. */
function beginOf(from: number, lead: number, happened: readonly Happened[]): number {
  const close = happened.map(({ at }) => at).filter((at) => at >= from - lead);
  return Math.min(from, ...close.map((at) => at - lead / 12));
}

/** Nothing came after the last bar, which is just what is to be seen of an end. */
function endOf(last: number, tail: number, happened: readonly Happened[]): number {
  return Math.max(last, ...happened.map(({ at }) => at).filter((at) => at <= last + tail));
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
  const area = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (area.current === null) return undefined;
    const watch = new ResizeObserver(([seen]) => setWidth(seen?.contentRect.width ?? 0));
    watch.observe(area.current);
    return () => watch.disconnect();
  }, []);
  const seen = happened.filter(({ at }) => at >= begin && at <= until).sort((a, b) => a.at - b.at);
  const placed = inLines(
    seen.map((one) => ({ ...one, share: (one.at - begin) / (until - begin) })),
    width,
  );
  return (
    <div class="chart-marks" ref={area}>
      {placed.map(({ kind, words, share, line: row }) => (
        <span
          key={kind}
          class="chart-mark"
          data-kind={kind}
          data-late={String(share > late)}
          // Its line begins where its words stand: above it runs into none of an earlier one.
          style={{ left: `${(share * 100).toFixed(2)}%`, top: `${6 + row * 14}px` }}
        >
          <span class="chart-label">{words}</span>
        </span>
      ))}
    </div>
  );
}

/** Each on the first line where its words run into no others. */
function inLines<M extends { readonly share: number; readonly words: string }>(
  marks: readonly M[],
  width: number,
): readonly (M & { readonly line: number })[] {
  const taken: { readonly line: number; readonly from: number; readonly to: number }[] = [];
  return marks.map((mark) => {
    const at = mark.share * width;
    const long = mark.words.length * letterPx + aroundPx;
    const [from, to] = mark.share > late ? [at - long, at] : [at, at + long];
    const isFree = (line: number): boolean =>
      taken.every((one) => one.line !== line || one.to <= from || to <= one.from);
    const line = [0, 1, 2].find(isFree) ?? taken.length % 3;
    taken.push({ line, from, to });
    return { ...mark, line };
  });
}
