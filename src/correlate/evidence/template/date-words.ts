import { made, madeOf } from './characters.ts';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const months = setOf(
  'Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec January February March April June July August September October ' +
    'November December',
);
const weekDays = setOf(
  'Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
);
const zones = setOf('UTC GMT CET CEST EET EEST WET EST EDT CST CDT MST MDT PST PDT BST MSK IST JST AEST');

/** First letters of what is looked up here, so that most words are not. */
const initials = new Uint8Array(128);
for (const char of 'JFMASONDTWUGCEPBI') initials[char.charCodeAt(0)] = 1;

/**
 * Whether a word is part of a date. A month needs a number beside it (March is a verb as well), a day of the week a
 * month or number behind it, a zone a moment before it.
 * @param afterValue Whether a value stands directly before the word.
 */
export function isDateWord(text: string, from: number, to: number, afterValue: boolean): boolean {
  if (to - from > 9 || initials[text.charCodeAt(from)] !== 1) return false;
  const word = text.slice(from, to);
  if (zones.has(word)) return afterValue;
  if (months.has(word)) return afterValue || isDigit(text, behind(text, to));
  if (!weekDays.has(word)) return false;
  const next = behind(text, to);
  return isDigit(text, next) || months.has(text.slice(next, next + 3));
}

/** Where the next word begins, when no more than a comma, a dot and a space are between. */
function behind(text: string, from: number): number {
  let at = from;
  while (at < from + 2 && ',. -'.includes(text.charAt(at))) at += 1;
  return at;
}

function isDigit(text: string, at: number): boolean {
  return at < text.length && (madeOf(text.charCodeAt(at)) & made.digit) !== 0;
}
