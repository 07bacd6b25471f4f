import { made, madeOf, madeOfAll } from './characters.ts';
import { isHex, isId, isMoment, isOpaque, isQuantity } from './number-shapes.ts';
import { isAddress, isHost, isHostAndPort, isMailbox, isPath, isReversedName } from './place-shapes.ts';
import { longestWordWithDigits, wordsWithDigits } from './value-words.ts';

/** What stands for a value. One sign for all kinds, since one place holds an address now and a name next time. */
export const value = '#';

/** Nobody writes a longer word; it is a key, a token or a picture. */
const longestWord = 100;

/** Shapes of names; none of them needs a digit. */
const inside = made.dot | made.colon | made.slash | made.at | made.sign;
/** `/var/log` in `path:/var/log`. */
const keyed = /^([A-Za-z_][\w.-]*:)(?=[/~])/;
/** `Session@1f3a` in Java, `left-pad@1.3.0` in npm. */
const instance = /^(.*[A-Za-z_$\]])@(?=[0-9a-f]*\d)([0-9a-f]{2,16}|\d[\w.-]*)$/;
/** Numbers, and numbers glued together. */
const numeric = made.digit | made.dot | made.dash | made.underscore | made.word;
const twoParts = /^([A-Z]{2,6})\/[\d.]+$/;
/** Oracle numbers its errors, and the number is what the error is called. */
const vendorCode = /^(?:ORA|TNS|PLS|SQL)-\d{4,5}N?$/;

/**
 * A word with its values masked; the word itself where it has none.
 * @param bits What its characters are made of.
 */
export function maskWord(word: string, bits: number): string {
  if (word.length > longestWord || ((bits & made.colon) !== 0 && word.includes('://'))) return value;
  if ((bits & inside) !== 0) {
    const masked = maskName(word, bits);
    if (masked !== null) return masked;
  }
  return (bits & made.digit) === 0 ? word : maskDigits(word, bits);
}

/** A value or a masked word, or null where its signs make it no name of anything. */
function maskName(word: string, bits: number): string | null {
  if (isAddress(word, bits)) return value;
  if ((bits & made.at) !== 0) {
    const object = instance.exec(word);
    if (object !== null) return `${object[1] ?? ''}@${value}`;
    if (isMailbox(word)) return value;
  }
  if ((bits & (made.slash | made.sign)) !== 0) {
    const masked = maskSlashes(word, bits);
    if (masked !== null) return masked;
  }
  if ((bits & made.dot) === 0) return null;
  // Numbers are masked by their own rules, and are the most frequent words with a dot.
  if ((bits & made.letter) === 0) return null;
  return isPath(word, bits) || isReversedName(word) || isHost(word) ? value : null;
}

function maskSlashes(word: string, bits: number): string | null {
  if ((bits & made.slash) !== 0 && (bits & made.digit) !== 0) {
    if ((bits & made.letter) === 0 && !word.startsWith('/')) return value;
    if (isMoment(word) || isQuantity(word)) return value;
  }
  const key = (bits & made.colon) === 0 ? null : keyed.exec(word);
  if (key !== null) return `${key[0]}${maskWord(word.slice(key[0].length), bits)}`;
  if (isPath(word, bits)) return value;
  if ((bits & made.slash) === 0 || (bits & made.digit) === 0) return null;
  const protocol = twoParts.exec(word);
  return protocol === null ? value : `${protocol[1] ?? ''}/${value}`;
}

function maskDigits(word: string, bits: number): string {
  if ((bits & ~numeric) === 0) return value;
  const isNumber = (madeOf(word.charCodeAt(0)) & made.letter) === 0;
  if (isNumber && isQuantity(word)) return value;
  if (word.length <= longestWordWithDigits && wordsWithDigits.has(word.toLowerCase())) return word;
  if ((bits & made.colon) !== 0) return maskColons(word);
  if ((bits & (made.dash | made.dot)) !== 0) {
    if (isNumber ? isMoment(word) : isHost(word)) return value;
    if (!isNumber && vendorCode.test(word)) return word;
  }
  return isId(word, bits) ? value : maskParts(word);
}

function maskColons(word: string): string {
  if (isMoment(word) || isHostAndPort(word)) return value;
  return word
    .split(':', 12)
    .map((part) => {
      const bits = madeOfAll(part, 0, part.length);
      return (bits & made.digit) === 0 && !isHex(part) ? part : maskWord(part, bits);
    })
    .join(':')
    .replace(/#(?::#)+/g, value);
}

/**
 * Words glued to numbers keep the words before the first number, and the plain names behind the last dot:
 * `blk_-38` is `blk_#`, `pool-3-thread-7` is `pool-#`, `part-0007.snappy` is `part-#.snappy`.
 */
function maskParts(word: string): string {
  let first = 0;
  while (!isDigit(word, first)) first += 1;
  // Things are numbered in lower case (`eth0`, `node17`); a capital makes it a name of code.
  if (/^[a-z]+\d+[a-z]?$/.test(word)) return value;
  const last = word.lastIndexOf('.');
  const name = last > first && /^\.[^\d]*[A-Za-z][^\d]*$/.test(word.slice(last)) ? word.slice(last) : '';
  return `${word.slice(0, endOfWords(word, first))}${value}${name}`;
}

/** Where the words end before the first digit. What belongs to the number is none: a sign, `D` in `node-D7`, an id's letters. */
function endOfWords(word: string, first: number): number {
  let to = first;
  while (to > 0 && isLetter(word, to - 1)) to -= 1;
  if (first - to > 2 && !isOpaque(partAt(word, to))) return first;
  if (to > 1 && '+-'.includes(word.charAt(to - 1)) && '._:/#-'.includes(word.charAt(to - 2))) to -= 1;
  for (let at = 0; at < to; at += 1) if (isLetter(word, at)) return to;
  return 0;
}

/** The letters and digits that begin at a place. */
function partAt(word: string, from: number): string {
  let to = from;
  while (to < word.length && (isLetter(word, to) || isDigit(word, to))) to += 1;
  return word.slice(from, to);
}

function isDigit(word: string, at: number): boolean {
  return (madeOf(word.charCodeAt(at)) & made.digit) !== 0;
}

function isLetter(word: string, at: number): boolean {
  return (madeOf(word.charCodeAt(at)) & made.letter) !== 0;
}
