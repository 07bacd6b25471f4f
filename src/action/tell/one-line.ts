import { printable } from '../../domain/printable.ts';

/** A text as part of one line of a log; a runner takes commands, in their old form, from anywhere in it. */
export function oneLine(text: string): string {
  return printable(text).replaceAll('##[', '## [');
}
