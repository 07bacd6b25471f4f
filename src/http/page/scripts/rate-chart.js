import { el, setText, svg } from './elements.js';
import { count, time } from './words.js';

const width = 560;
const height = 84;
const base = height - 18;
const minuteMs = 60_000;
/** What happened longer before the first bar would squeeze the others: at most a minute, or a third of them all. */
const leadMs = 60_000;
/** Words of marks that stand closer than this to each other would run into each other. */
const apart = 90;

/**
 * Events a minute of one incident on an axis of time, with what happened meanwhile. Screen readers are told the newest
 * figure in words.
 */
export function rateChart() {
  const bars = svg('g', { class: 'chart-bars' });
  const marks = svg('g', { class: 'chart-marks' });
  const top = svg('text', { class: 'chart-top', x: 0, y: 10 });
  const from = svg('text', { class: 'chart-time', x: 0, y: height - 3 });
  const to = svg('text', { class: 'chart-time', x: width, y: height - 3, 'text-anchor': 'end' });
  const line = svg('line', { class: 'chart-axis', x1: 0, x2: width, y1: base, y2: base });
  const picture = svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    bars,
    line,
    marks,
    top,
    from,
    to,
  );
  const said = el('p', { class: 'unseen' });
  const element = el('div', { class: 'chart', hidden: true }, picture, said);
  return {
    element,
    draw: (rate, happened) => draw({ element, bars, marks, top, from, to, said }, rate, happened),
  };
}

function draw(parts, rate, happened) {
  const { element, bars, marks, top, from, to, said } = parts;
  element.hidden = rate === null || rate.counts.length < 2;
  if (element.hidden) return;
  const { slotMs, counts } = rate;
  const until = rate.from + slotMs * counts.length;
  const text = JSON.stringify([rate, happened]);
  if (element.dataset.text === text) return;
  element.dataset.text = text;
  const perMinute = counts.map((events) => (events * minuteMs) / slotMs);
  const most = Math.max(...perMinute, 1);
  const begin = beginOf(rate.from, Math.max(leadMs, (until - rate.from) / 3), happened);
  const x = (at) => ((at - begin) / (until - begin)) * width;
  const step = x(rate.from + slotMs) - x(rate.from);
  bars.replaceChildren(
    ...perMinute.map((value, n) => {
      const tall = Math.max(value === 0 ? 0 : 1.5, (value / most) * (base - 16));
      return svg('rect', {
        x: x(rate.from) + n * step + 1,
        y: base - tall,
        width: step - 2,
        height: tall,
        rx: 2,
      });
    }),
  );
  setText(top, `${count(most)} events a minute`);
  setText(from, time(begin));
  setText(to, `${time(until)} ${zone(until)}`);
  setText(said, `${count(perMinute.at(-1))} events a minute at ${time(until)}, ${count(most)} at most`);
  const seen = happened.filter(({ at }) => at >= begin && at <= until);
  let line = 0;
  let before = -Infinity;
  marks.replaceChildren(
    ...seen
      .sort((a, b) => a.at - b.at)
      .flatMap((one) => {
        line = x(one.at) - before < apart ? line + 1 : 0;
        before = x(one.at);
        return mark(one, before, line % 3);
      }),
  );
}

/** A deploy just before the first event is what the curve is looked at for. */
function beginOf(from, lead, happened) {
  const close = happened.map(({ at }) => at).filter((at) => at >= from - lead);
  return Math.min(from, ...close.map((at) => at - lead / 12));
}

function mark({ kind, words }, x, line) {
  const late = x > width * 0.8;
  const label = {
    class: 'chart-label',
    x: late ? x - 4 : x + 4,
    y: 24 + line * 12,
    'text-anchor': late ? 'end' : 'start',
  };
  return [
    svg('line', { class: 'chart-mark', 'data-kind': kind, x1: x, x2: x, y1: 14, y2: base }),
    svg('text', { ...label, 'data-kind': kind }, words),
  ];
}

/** The reader's zone, for example `UTC` or `GMT+2`. */
function zone(at) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
