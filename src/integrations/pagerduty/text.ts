import { visibleLine, visibleText } from '../../domain/text/visible-text.ts';

/** Text without anything that cannot be seen, at most `max` UTF-16 units, never cut inside a character. */
export function shortened(text: string, max: number): string {
  return clipped(visibleText(bounded(text, max)), max);
}

/** One line of at most `max` UTF-16 units. */
export function oneLine(text: string, max: number): string {
  return clipped(visibleLine(bounded(text, max)), max);
}

/** Spares the work on text that will be cut anyway. */
function bounded(text: string, max: number): string {
  return text.slice(0, 4 * max + 256);
}

function clipped(clean: string, max: number): string {
  if (clean.length <= max) return clean;
  let cut = '';
  for (const point of clean) {
    if (cut.length + point.length > max - 1) break;
    cut += point;
  }
  return `${cut}…`;
}
