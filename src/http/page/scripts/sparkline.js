import { svg } from './elements.js';

const width = 240;
const height = 44;

/** A small picture of a series; `draw(values)` redraws it. It says nothing to screen readers: the figure beside it does. */
export function sparkline() {
  const area = svg('path', { class: 'spark-area' });
  const line = svg('path', { class: 'spark-line', 'vector-effect': 'non-scaling-stroke' });
  const box = {
    class: 'spark',
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  };
  const element = svg('svg', box, area, line);
  return {
    element,
    draw: (values) => {
      // The last slot is still filling and would always look like a fall.
      const whole = values.slice(0, -1);
      const top = Math.max(4, ...whole) * 1.12;
      const step = width / Math.max(1, whole.length - 1);
      const points = whole.map((value, index) => [index * step, height - 1 - (value / top) * (height - 4)]);
      const path = smooth(points);
      line.setAttribute('d', path);
      area.setAttribute('d', `${path} L ${width} ${height} L 0 ${height} Z`);
    },
  };
}

/** Horizontal tangents: no curve ever swings below zero or above its points. */
function smooth(points) {
  return points
    .map(([x, y], index) => {
      if (index === 0) return `M ${x.toFixed(1)} ${y.toFixed(1)}`;
      const [beforeX, beforeY] = points[index - 1];
      const middle = ((beforeX + x) / 2).toFixed(1);
      return `C ${middle} ${beforeY.toFixed(1)} ${middle} ${y.toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join(' ');
}
