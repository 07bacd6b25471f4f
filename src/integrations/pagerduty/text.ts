import { visibleText } from '../../domain/visible-text.ts';

/** Text without anything that cannot be seen, at most `max` UTF-16 units, never cut inside a character. */
export function shortened(text: string, max: number): string {
  const clean = visibleText(text.slice(0, 4 * max + 256));
  if (clean.length <= max) return clean;
  let cut = '';
  for (const point of clean) {
    if (cut.length + point.length > max - 1) break;
    cut += point;
  }
  return `${cut}…`;
}

/** One line of at most `max` UTF-16 units. */
export function oneLine(text: string, max: number): string {
  return shortened(text.replaceAll(/\s+/g, ' ').trim(), max);
}
