import { isScalar, type Scalar } from 'yaml';

const curly = '\\u2018-\\u201f\\u00ab\\u00bb\\u2039\\u203a';
const curled = new RegExp(`^[${curly}][^${curly}]*[${curly}]$`);

/** Why a text was not meant as YAML reads it, and what to write; null: it may have been. */
export function misreadText({ type, value, comment }: Scalar): string | null {
  if (type !== 'PLAIN' || typeof value !== 'string') return null;
  if (curled.test(value))
    return 'Curly quotes are a part of the text. Write straight ones around it: \' or "';
  return isOpen(value) && comment != null && !isEven(comment)
    ? `What follows # is a comment here. Put single quotes around the whole matcher: ${quoted(`${value} #${comment}`)}`
    : null;
}

/** Why a line was not meant to set the name that it begins with; null: it may have been. */
export function misreadName(line: string): string | null {
  const [, name] = /^\s*-([\w.-]*\w)(?::\s|:?$)/.exec(line) ?? [];
  return name === undefined ? null : `A blank is missing behind the dash: write - ${name}: …`;
}

/** An item of [ ] that a comma within its quotes cut in pieces. */
interface Cut {
  /** So many items are its pieces. */
  readonly pieces: number;
  readonly message: string;
}

/** The matcher that begins with this item and was cut; null: it was not. */
export function cutMatcher(items: readonly unknown[], first: number): Cut | null {
  let whole: string | null = null;
  for (const [n, item] of items.slice(first).entries()) {
    if (!isScalar(item) || item.type !== 'PLAIN' || typeof item.value !== 'string') return null;
    if (whole === null && !isOpen(item.value)) return null;
    whole = whole === null ? item.value : `${whole}, ${item.value}`;
    if (!isEven(whole)) continue;
    const message = `A comma ends the item here, also within its quotes. Put single quotes around the whole matcher: ${quoted(whole)}`;
    return { pieces: n + 1, message };
  }
  return null;
}

/** A matcher whose quote is not closed. */
function isOpen(text: string): boolean {
  return /[=~]\s*"/.test(text) && !isEven(text);
}

function isEven(text: string): boolean {
  return text.split('"').length % 2 === 1;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
