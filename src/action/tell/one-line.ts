/**
 * A text as part of one line of a log. Providers' words are among it, and a runner takes commands from the beginning
 * of a line and, in their old form, from anywhere in it; a terminal takes them from control characters.
 */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll('##[', '## [');
}
