import { made, madeOf } from './characters.ts';

/** Long enough for what a program prints of an object, short enough that hostile text costs little. */
const longestGroup = 1_000;

/** Where the bracketed group ends that begins at a place; the place itself where none does, or none that is short. */
export function endOfGroup(text: string, from: number): number {
  if (!opens(text.charCodeAt(from))) return from;
  const most = Math.min(text.length, from + longestGroup);
  let depth = 0;
  for (let at = from; at < most; at += 1) {
    const code = text.charCodeAt(at);
    if (opens(code)) depth += 1;
    else if (code === 41 || code === 93 || code === 125) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return from;
}

function opens(code: number): boolean {
  return code === 40 || code === 91 || code === 123;
}

/** Whether a group opens here and closes at once: one whose value is missing. */
export function isEmptyGroup(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return opens(code) && text.charCodeAt(at + 1) === (code === 40 ? 41 : code + 2);
}

/** Where a link ends: it may hold what stands between words elsewhere. */
export function endOfLink(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if ((madeOf(code) & made.space) !== 0 || '"\'<>`)]}'.includes(text.charAt(at))) break;
    at += 1;
  }
  return at;
}

/** What restates a value in brackets (`18846 bytes (18.4 KB)`, `db-1 [10.0.0.7]`) is part of it. */
export function withoutRestated(template: string): string {
  return template.replace(/# ?(?:\(#\)|\[#\])/g, '#');
}

/** A list of equal things is as long as it happens to be: one stands for all. */
export function withoutRepeats(template: string): string {
  let out = '';
  let from = 0;
  for (let comma = nextComma(template, 0); comma !== -1;) {
    const begin = comma + (template.charCodeAt(comma + 1) === 32 ? 2 : 1);
    const next = nextComma(template, begin);
    const end = endOfRepeat(template, comma, begin, next === -1 ? template.length : next);
    if (end !== null) {
      out += template.slice(from, comma);
      from = end;
    }
    comma = next;
  }
  return from === 0 ? template : out + template.slice(from);
}

/** Where the item behind a comma ends that repeats what stands before it; the last item may close the list. */
function endOfRepeat(text: string, comma: number, begin: number, most: number): number | null {
  for (let end = most; end > begin; end -= 1) {
    if (isRepeat(text, comma, begin, end)) return end;
    if (!')]}>.'.includes(text.charAt(end - 1))) return null;
  }
  return null;
}

function nextComma(text: string, from: number): number {
  const comma = text.indexOf(',', from);
  const other = text.indexOf(';', from);
  return comma === -1 ? other : other === -1 ? comma : Math.min(comma, other);
}

function isRepeat(text: string, comma: number, begin: number, end: number): boolean {
  const length = end - begin;
  if (length <= 0 || length > comma || text.charCodeAt(end - 1) !== text.charCodeAt(comma - 1)) return false;
  const before = comma - length;
  if (before > 0 && /[\w#]/.test(text.charAt(before - 1))) return false;
  return text.startsWith(text.slice(begin, end), before);
}
