import { made, madeOf } from './characters.ts';
import { units } from './value-words.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const timeOfDay = /^T?\d{1,3}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/i;
const day =
  /^(?:\d{4}([-/.])(?:\d\d|[a-z]{3})\1\d\d|\d{1,2}([-/.])(?:\d\d?|[a-z]{3})\2\d{4})(?:[t:_-]?\d{1,2}[:.-]\d\d(?:[:.-]\d\d)?(?:[.,:]\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?$/i;
const quantity = /^[+-]?(?:\d[\d._']*|\.\d+)(?:e[+-]?\d+)?([a-zµμ%/]*)$/i;
/** `1h30m`, `2m15.5s`, `1d2h`. */
const duration = /^(?:\d+(?:\.\d+)?(?:ms|us|µs|ns|[dhms])){2,6}$/;
const version = /^[vr]?\d+(?:\.\d+)+(?:[.+_~-]?[\w.+~-]*)?$/i;
const hexadecimal = /^(?:0x)?[0-9a-f]+$/i;
const mixedHex = /^\d|\d[a-f]+\d|[a-f]\d+[a-f]/i;
const hexGroups = /^[0-9a-f]{1,8}(?:-[0-9a-f]{1,8}){2,7}$/i;

/** A day or a time of day, alone or together, in digits. */
export function isMoment(word: string): boolean {
  return timeOfDay.test(word) || day.test(word);
}

/** A number with its sign, fraction and exponent, with or without a unit. */
export function isQuantity(word: string): boolean {
  const unit = quantity.exec(word)?.[1];
  if (unit === undefined) return duration.test(word);
  return unit.length < 2 || units.has(unit.toLowerCase()) || duration.test(word);
}

/** A number of something's edition or of something itself: a version, hex, a UUID. */
export function isId(word: string, bits: number): boolean {
  if ((bits & made.dash) !== 0 && uuid.test(word)) return true;
  if ((bits & made.dot) !== 0 && version.test(word)) return true;
  return isHex(word) || ((bits & made.dash) !== 0 && hexGroups.test(word));
}

/** Hex that no word looks like: it has a prefix or a usual length, begins with a digit, or mixes digits and letters. */
export function isHex(word: string): boolean {
  return hexadecimal.test(word) && (word.length >= 7 || word.charCodeAt(1) === 120 || mixedHex.test(word));
}

/** An opaque id: long, and its letters and digits alternate more often than in any word. */
export function isOpaque(word: string): boolean {
  if (word.length < 8) return false;
  let changes = 0;
  let before = 0;
  for (let at = 0; at < word.length; at += 1) {
    const now = madeOf(word.charCodeAt(at)) & (made.letter | made.digit);
    if (now !== 0 && before !== 0 && now !== before) changes += 1;
    before = now;
  }
  return changes >= 3 || (changes >= 1 && word.length >= 20);
}

/** `ffffffff`: hex of a usual width that happens to have no digit, in one case. */
export function isWideHex(text: string, from: number, to: number): boolean {
  if (to - from !== 8 && to - from !== 16) return false;
  const a = text.charCodeAt(from) < 97 ? 65 : 97;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < a || code > a + 5) return false;
  }
  return true;
}
