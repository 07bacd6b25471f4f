import { made, madeOf, madeOfAll } from './characters.ts';
import { isDateWord } from './date-words.ts';
import { endOfGroup, endOfLink, isEmptyGroup, withoutRepeats, withoutRestated } from './groups.ts';
import { maskWord, value } from './masked-word.ts';
import { isWideHex } from './number-shapes.ts';
import { quotedAt } from './quoted.ts';
import { isNothing, isTruth } from './plain-values.ts';
import { isTellingCode } from './telling-codes.ts';
import { notNames, units } from './value-words.ts';

/** A template of this length says enough; a bound on the text instead would move with the length of its values. */
const longestTemplate = 360;
const longestUnit = 12;

const link = made.colon | made.slash;
const plainWord = made.letter | made.upper | made.word;

/** Reads one text from left to right into its template. What is written of it waits, so that plain runs cost one copy. */
export class TemplateReader {
  readonly #text: string;
  #out = '';
  #at = 0;
  /** Where that begins which was read and not yet written. */
  #from = 0;
  /** The last value written, while nothing but commas and spaces followed, and how long the template was with it. */
  #last = '';
  #lastEnd = 0;
  #previousFrom = 0;
  #previousTo = 0;
  #lists = false;
  #groups = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): string {
    const text = this.#text;
    while (this.#at < text.length && this.#out.length + this.#at - this.#from < longestTemplate) {
      const bits = madeOf(text.charCodeAt(this.#at));
      if ((bits & made.word) !== 0) this.#readWord();
      else if ((bits & made.space) !== 0) this.#readSpace();
      else this.#readSeparator(bits);
    }
    this.#write(this.#at);
    let out = this.#out;
    if (this.#groups) out = withoutRestated(out);
    if (this.#lists) out = withoutRepeats(out);
    return out.slice(0, longestTemplate).trim();
  }

  #write(to: number): void {
    if (to > this.#from) this.#out += this.#text.slice(this.#from, to);
    this.#from = to;
  }

  /** Puts a mask in the place of a part of the text. A mask that repeats the one before it in a list is left out. */
  #mask(mask: string, from: number, to: number): void {
    if (this.#last !== mask) {
      this.#write(from);
      this.#out += mask;
      this.#lastEnd = this.#out.length;
    } else if (this.#out.length > this.#lastEnd) this.#out = this.#out.slice(0, this.#lastEnd);
    this.#from = to;
    this.#at = to;
    this.#last = mask;
  }

  #readSpace(): void {
    const text = this.#text;
    const from = this.#at;
    let at = from + 1;
    while (at < text.length && (madeOf(text.charCodeAt(at)) & made.space) !== 0) at += 1;
    this.#at = at;
    if (at === from + 1 && text.charCodeAt(from) === 32) return;
    this.#write(from);
    this.#out += ' ';
    this.#from = at;
  }

  #readSeparator(bits: number): void {
    const text = this.#text;
    const at = this.#at;
    const code = text.charCodeAt(at);
    if ((code === 34 || code === 96) && this.#readQuoted()) return;
    if (code === 61) {
      this.#readAssignment();
      return;
    }
    if ((bits & made.listing) !== 0) this.#lists = true;
    else {
      if (this.#last !== '') this.#groups = true;
      this.#last = '';
    }
    const joined = at > 0 && (madeOf(text.charCodeAt(at - 1)) & made.word) !== 0;
    this.#at = at + 1;
    if (isEmptyGroup(text, at) && !(code === 40 && joined)) {
      this.#mask(value, at + 1, at + 1);
      this.#last = '';
    } else if ((code === 60 || code === 62) && !joined && this.#isDigit(at + 1)) {
      // `<1 sec` and `>100` are about a number, as `0.4 sec` is.
      this.#write(at);
      this.#from = at + 1;
    }
  }

  #isDigit(at: number): boolean {
    return at < this.#text.length && (madeOf(this.#text.charCodeAt(at)) & made.digit) !== 0;
  }

  #readQuoted(): boolean {
    const found = quotedAt(this.#text, this.#at);
    if (found === null) return false;
    if (found.mask !== value) this.#last = '';
    this.#mask(found.mask, this.#at, found.end);
    if (found.mask !== value) this.#last = '';
    return true;
  }

  /** What is assigned is a value, whatever it looks like: a word, a structure, a quoted text, or nothing at all. */
  #readAssignment(): void {
    const text = this.#text;
    const from = this.#at + 1;
    const next = text.charCodeAt(from);
    this.#last = '';
    this.#at = from;
    const assigns = from > 1 && (madeOf(text.charCodeAt(from - 2)) & made.word) !== 0;
    if (!assigns || next === 61 || next === 62 || next === 34 || next === 96) return;
    const quoted = next === 39 ? quotedAt(text, from) : null;
    const to = quoted?.end ?? this.#endOfAssigned(from);
    if (quoted === null && isTellingCode(this.#previous(), text.slice(from, to))) this.#at = to;
    else this.#mask(value, from, to);
  }

  #endOfAssigned(from: number): number {
    const text = this.#text;
    let to = from;
    while (to < text.length) {
      const code = text.charCodeAt(to);
      if ((madeOf(code) & made.word) === 0 && code !== 61) break;
      to += 1;
    }
    if (to > from && text.slice(from, to).includes('://')) return endOfLink(text, to);
    while (to > from && isTrailing(text.charCodeAt(to - 1))) to -= 1;
    return endOfGroup(text, to);
  }

  #isTelling(from: number, to: number): boolean {
    const length = to - from;
    const initial = this.#text.charCodeAt(length === 3 ? from : this.#previousFrom);
    const may =
      (length === 3 && (initial === 52 || initial === 53)) || (length === 5 && (initial | 32) === 115);
    if (!may) return false;
    return isTellingCode(this.#previous(), this.#text.slice(from, to)) || this.#isStatus(from, to);
  }

  /** What Python's clients begin with: `404 Client Error: Not Found for url: …`. */
  #isStatus(from: number, to: number): boolean {
    const text = this.#text;
    const isBad = to - from === 3 && /^[45]\d\d$/.test(text.slice(from, to));
    return isBad && (text.startsWith(' Client Error', to) || text.startsWith(' Server Error', to));
  }

  #previous(): string {
    return this.#text.slice(this.#previousFrom, this.#previousTo);
  }

  #readWord(): void {
    const text = this.#text;
    const from = this.#at;
    if (text.charCodeAt(from) === 39 && this.#readQuoted()) return;
    let to = from;
    let bits = 0;
    while (to < text.length) {
      const now = madeOf(text.charCodeAt(to));
      if ((now & made.word) === 0) break;
      bits |= now;
      to += 1;
    }
    if ((bits & link) === link && text.slice(from, to).includes('://')) to = endOfLink(text, to);
    let end = to;
    while (end > from && isTrailing(text.charCodeAt(end - 1))) end -= 1;
    this.#at = to;
    if (end < to && bits !== plainWord) bits = madeOfAll(text, from, end);
    if (end === from) this.#last = '';
    else if (!this.#readCore(from, end, bits) || end !== to) this.#last = '';
    this.#previousFrom = from;
    this.#previousTo = to;
    // A unit may have been read besides.
    if (this.#at < to) this.#at = to;
  }

  /** Answers whether the word was a value. */
  #readCore(from: number, to: number, bits: number): boolean {
    const text = this.#text;
    if ((bits & ~plainWord) === 0) return this.#readPlain(from, to);
    if (from === to - 1 && (bits & made.dash) !== 0) return this.#last !== '';
    if ((bits & made.digit) !== 0 && this.#isTelling(from, to)) return false;
    if ((bits & ~(made.digit | made.word)) === 0) {
      this.#mask(value, from, to);
      this.#skipUnit(to);
      return true;
    }
    const word = text.slice(from, to);
    const masked = maskWord(word, bits);
    if (masked === word) return this.#isName(from, to) && this.#maskPlain(from, to);
    this.#mask(masked, from, to);
    if (masked === value) this.#skipUnit(to);
    return true;
  }

  /** A word of letters alone: a value only where it is a truth value, a part of a date, a host or a user's name. */
  #readPlain(from: number, to: number): boolean {
    const text = this.#text;
    const isValue =
      isTruth(text, from, to) ||
      isNothing(text, from, to) ||
      (to - from === 9 && text.startsWith('localhost', from)) ||
      isWideHex(text, from, to) ||
      isDateWord(text, from, to, this.#last !== '') ||
      this.#isName(from, to);
    return isValue && this.#maskPlain(from, to);
  }

  #maskPlain(from: number, to: number): true {
    this.#mask(value, from, to);
    return true;
  }

  /** `user root from`, `for user jane`: a name, which is no word of the language. */
  #isName(from: number, to: number): boolean {
    const text = this.#text;
    const previous = this.#previousFrom;
    if (this.#previousTo !== from - 1 || from - previous !== 5 || !text.startsWith('user ', previous))
      return false;
    if (notNames.has(text.slice(from, to).toLowerCase())) return false;
    return (
      /^(?: (?:from|by|at|on|via)\b| ?[[(,;])/.test(text.slice(to, to + 6)) ||
      /\b(?:for|of|as|by|invalid|unknown|illegal) $/.test(text.slice(Math.max(0, previous - 9), previous))
    );
  }

  /** The unit behind a number belongs to it: `3.2 MB` is what `900 bytes` is. */
  #skipUnit(end: number): void {
    const text = this.#text;
    const from = text.charCodeAt(end) === 32 ? end + 1 : end;
    let to = from;
    while (to < text.length && to - from <= longestUnit) {
      const code = text.charCodeAt(to);
      if ((madeOf(code) & (made.letter | made.slash)) === 0 && code !== 37) break;
      to += 1;
    }
    if (to === from || to - from > longestUnit) return;
    const code = text.charCodeAt(to);
    if (to < text.length && (madeOf(code) & made.word) !== 0 && !isTrailing(code)) return;
    if (!units.has(text.slice(from, to).toLowerCase())) return;
    this.#from = to;
    this.#at = to;
  }
}

function isTrailing(code: number): boolean {
  return code === 46 || code === 58 || code === 33 || code === 63 || code === 39;
}
