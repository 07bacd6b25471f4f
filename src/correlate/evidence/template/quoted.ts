import { value } from './masked-word.ts';
import { isTellingCode } from './telling-codes.ts';

const longestQuoted = 500;
const codeNoun =
  /(?:reading|propert(?:y|ies)|attribute|module|method|function|column|relation|table|key|evaluating|field|variable|constant|class|invoke|call|because) $/i;
const codePhrase = /^ (?:object|is not|is undefined|is null|of (?:undefined|null))/;
const keySign = /^ ?[:=]/;
const identifier = /^[A-Za-z_$][\w$.]{0,60}(?:\(\))?$/;
/** A quoted request or statement: what was tried stays, what it was tried on is a value. */
const verb =
  /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE|SELECT|INSERT|UPDATE|REPLACE|MERGE|CREATE|ALTER|DROP|TRUNCATE|BEGIN|COMMIT|ROLLBACK|CALL)(?= )/;

/** A quoted text: where it ends, and what stands for it in a template. */
interface Quoted {
  readonly end: number;
  readonly mask: string;
}

/** What is quoted at a place, or null where the mark there opens nothing. Bounded: at most 500 characters are read. */
export function quotedAt(text: string, at: number): Quoted | null {
  const mark = text.charCodeAt(at);
  const close = closing(text, at, mark);
  if (close === null) return null;
  const end = close + 1;
  const inner = text.slice(at + 1, close);
  const tried = verb.exec(inner);
  if (tried !== null) return { end, mask: `"${tried[0]} ${value}"` };
  if (!identifier.test(inner)) return { end, mask: value };
  const after = text.slice(end, end + 16);
  if (mark === 34 && keySign.test(after)) return { end, mask: inner };
  const key = /[\w"']{1,20} ?[:=] ?$/.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? '';
  if (isTellingCode(key.replaceAll(' ', ''), inner)) return { end, mask: `"${inner}"` };
  const named = codeNoun.test(text.slice(Math.max(0, at - 14), at)) || codePhrase.test(after);
  return { end, mask: named ? `'${inner}'` : value };
}

function closing(text: string, at: number, mark: number): number | null {
  // An apostrophe inside a word opens and closes nothing.
  if (mark === 39 && at > 0 && isWord(text.charCodeAt(at - 1))) return null;
  const most = Math.min(text.length, at + longestQuoted + 2);
  for (let close = at + 1; close < most; close += 1) {
    const code = text.charCodeAt(close);
    if (code === 10) return null;
    if (code === mark && (mark !== 39 || !isWord(text.charCodeAt(close + 1)))) return close;
    // As GNU quotes: `name'.
    if (mark === 96 && code === 39) return close;
  }
  return null;
}

function isWord(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
  );
}
