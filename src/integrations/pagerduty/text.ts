/** Control characters and characters that change the direction of text: they hide or forge what a responder reads. */
const unwanted =
  /\u001B\[[0-9;]*[A-Za-z]|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** Text without anything that cannot be seen, at most `max` UTF-16 units, never cut inside a character. */
export function shortened(text: string, max: number): string {
  const clean = text
    .slice(0, 4 * max + 256)
    .toWellFormed()
    .replaceAll(unwanted, '');
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
