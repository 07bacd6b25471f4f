import { replaceUnseen } from './visible-text.ts';

/**
 * A text as part of one line on a terminal: what would move the cursor, change colours, begin a new line, turn the
 * direction of reading or hide between letters becomes a blank. Error texts and vendors' words are among what is
 * printed.
 */
export function printable(text: string): string {
  return replaceUnseen(text, () => '\n').replaceAll(/[\n\t]+/g, ' ');
}
