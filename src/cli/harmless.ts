import { replaceUnseen } from '../domain/text/visible-text.ts';

/**
 * A text of others (an error's words, a vendor's answer) as a terminal may show it. What could steer the terminal or
 * deceive the reader is written as JSON writes it (`\u001b`): nothing is lost, and JSON stays the same JSON.
 */
export function harmless(text: string): string {
  return replaceUnseen(text.replaceAll('\r\n', '\n'), escaped);
}

function escaped(found: string): string {
  return Array.from({ length: found.length }, (_, at) => unitOf(found.charCodeAt(at))).join('');
}

function unitOf(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
