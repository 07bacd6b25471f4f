/**
 * A text as part of one line on a terminal: what would move the cursor, change colours, begin a new line or turn the
 * direction of reading becomes a blank. Error texts and vendors' words are among what is printed.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, ' ');
}
