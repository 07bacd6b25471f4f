import type { JSX } from 'preact';

const width = 240;
const height = 44;

/** A small picture of a series. It says nothing to screen readers: the figure beside it does. */
export function Sparkline({ series }: { readonly series: readonly number[] }): JSX.Element {
  // The last slot is still filling and would always look like a fall.
  const whole = series.slice(0, -1);
  const top = Math.max(4, ...whole) * 1.12;
  const step = width / Math.max(1, whole.length - 1);
  const path = smooth(whole.map((value, n) => [n * step, height - 1 - (value / top) * (height - 4)]));
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="spark-area" d={path === '' ? '' : `${path} L ${width} ${height} L 0 ${height} Z`} />
      <path class="spark-line" vector-effect="non-scaling-stroke" d={path} />
    </svg>
  );
}

/** Horizontal tangents: no curve ever swings below zero or above its points. */
function smooth(points: readonly (readonly [x: number, y: number])[]): string {
  return points
    .map(([x, y], n) => {
      const before = points[n - 1];
      if (before === undefined) return `M ${x.toFixed(1)} ${y.toFixed(1)}`;
      const middle = ((before[0] + x) / 2).toFixed(1);
      return `C ${middle} ${before[1].toFixed(1)} ${middle} ${y.toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join(' ');
}
