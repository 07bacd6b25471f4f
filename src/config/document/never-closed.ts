import { CST, Lexer } from 'yaml';

/** A quote or a bracket of a text that nothing closes, or not where it was to be closed. */
interface NeverClosed {
  readonly offset: number;
  readonly message: string;
}

/**
 * The first place where quotes or brackets do not come out even; null: there is none. It goes by the words of the text,
 * and not by what a parser made of them: what stands within an open bracket is mistaken in many other ways, and each of
 * those would be told instead.
 */
export function neverClosed(text: string): NeverClosed | null {
  const open: { readonly at: number; readonly closing: string }[] = [];
  const comments: number[] = [];
  let at = 0;
  for (const token of new Lexer().lex(text)) {
    if (markers.has(token)) {
      if (token === CST.FLOW_END && open.length > 0) break;
      continue;
    }
    const [first = ''] = token;
    if (first === '"' || first === "'") {
      const trouble = quoteTrouble(text, at, token);
      if (trouble !== null) return trouble;
    } else if (first === '#') comments.push(at);
    else if (token === '[' || token === '{') open.push({ at, closing: token === '[' ? ']' : '}' });
    else if (token === ']' || token === '}') {
      if (open.length === 0) return { offset: at, message: closesNothing };
      if (open.at(-1)?.closing !== token) break;
      open.pop();
    }
    at += token.length;
  }
  const last = open.at(-1);
  if (last === undefined) return null;
  const inLine = comments.find(
    (comment) => comment > last.at && !text.slice(last.at, comment).includes('\n'),
  );
  return bracketOpen(text, last.at, inLine ?? null);
}

/** Tokens that stand for no words of the text. */
const markers: ReadonlySet<string> = new Set([CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

const closesNothing =
  'This bracket closes none that is open. Remove it, or put quotes around the value that it belongs to.';

function quoteTrouble(text: string, at: number, token: string): NeverClosed | null {
  const quote = token.charAt(0);
  const inner = token.slice(1).replaceAll(quote === '"' ? /\\[^]/g : "''", '');
  if (!inner.endsWith(quote))
    return { offset: at, message: 'The quote that begins here is never closed. Close it.' };
  if (!token.includes('\n')) return null;
  const end = at + token.length;
  // A text that was to end in its own line ends where the next one begins, and that one's words stand outside.
  return /^[ \t]*(?:$|\r?\n|[,\]}:#])/.test(text.slice(end, end + 200))
    ? null
    : {
        offset: at,
        message: `The quote that begins here is closed only in line ${text.slice(0, end).split('\n').length}, by one that was to open another. Close it where its value ends.`,
      };
}

function bracketOpen(text: string, at: number, comment: number | null): NeverClosed {
  if (comment === null)
    return { offset: at, message: 'The bracket that begins here is never closed. Close it.' };
  const value = /[=~]\s*"[^"\n]*$/.test(text.slice(at, comment))
    ? `the whole matcher in single quotes: ['service=~"a #.*"'].`
    : 'quotes around the value.';
  return {
    offset: comment,
    message: `What follows # is a comment here, so the bracket before it is never closed. Put ${value}`,
  };
}
