import uPlot from 'uplot';
import { count } from '../words/figures.ts';
import { clockMinute, time } from '../words/moments.ts';

/** A picture of a rate on an axis of time, as wide as its place. */
export interface RateDrawing {
  readonly show: (rate: {
    /** Where the axis of time begins and ends. */
    readonly begin: number;
    readonly until: number;
    /** Where the first bar begins. */
    readonly from: number;
    readonly slotMs: number;
    readonly perMinute: readonly number[];
  }) => void;
  readonly end: () => void;
}

const heightPx = 112;
/** A time that stands closer than this to the right edge would be cut off. */
const edgePx = 26;
/** As wide as figures of the left axis get; `--axis` of the stylesheet says the same. */
const leftPx = 44;

/** Draws into an element of the page. */
export function drawRate(place: HTMLElement): RateDrawing {
  const span = { begin: 0, until: 1 };
  const plot = new uPlot(optionsOf(place, span), [[], []], place);
  const width = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: heightPx }));
  width.observe(place);
  const scheme = window.matchMedia('(prefers-color-scheme: dark)');
  const redraw = (): void => plot.redraw(false, true);
  scheme.addEventListener('change', redraw);
  return {
    show: ({ begin, until, from, slotMs, perMinute }) => {
      Object.assign(span, { begin, until });
      const middles = perMinute.map((_, n) => from + (n + 0.5) * slotMs);
      plot.setData([middles, [...perMinute]]);
    },
    end: () => {
      width.disconnect();
      scheme.removeEventListener('change', redraw);
      plot.destroy();
    },
  };
}

function optionsOf(
  place: HTMLElement,
  span: { readonly begin: number; readonly until: number },
): uPlot.Options {
  const look = getComputedStyle(place);
  const { bars } = uPlot.paths;
  const axis = {
    font: `11px ${look.fontFamily}`,
    stroke: () => look.color,
    ticks: { show: false },
  };
  return {
    width: place.clientWidth || 1,
    height: heightPx,
    ms: 1,
    padding: [6, 0, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: () => [span.begin, span.until] },
      y: { range: (_, __, most) => [0, Math.max(1, most)] },
    },
    series: [
      {},
      {
        ...(bars === undefined ? {} : { paths: bars({ size: [1, Infinity], gap: 2, radius: 0.1 }) }),
        fill: () => look.borderTopColor,
        width: 0,
        points: { show: false },
      },
    ],
    axes: [
      { ...axis, size: 22, gap: 4, space: 70, grid: { show: false }, values: clockTimes },
      {
        ...axis,
        size: leftPx,
        gap: 6,
        space: 28,
        grid: { stroke: () => look.outlineColor, width: 1 },
        values: (_, figures) => figures.map(count),
      },
    ],
  };
}

/** In the reader's zone, with seconds where the ticks stand closer than minutes. */
function clockTimes(plot: uPlot, ticks: readonly number[]): string[] {
  const [first = 0, second = 0] = ticks;
  const words = second - first < 60_000 ? time : clockMinute;
  const fits = (at: number): boolean => plot.valToPos(at, 'x') <= plot.width - leftPx - edgePx;
  return ticks.map((at) => (fits(at) ? words(at) : ''));
}
