import { closeSync, openSync, readSync } from 'node:fs';

/** No configuration, and no secret, is longer, in bytes; what is longer is another file, and would stop a relay that reads it. */
const mostBytes = 1024 ** 2;

/** A text that is none that a configuration can be read from: where, and what to write instead. */
interface TextMistake {
  readonly offset: number;
  readonly message: string;
}

/**
 * The file's bytes as text, and of one that is too long no more than shows that it is.
 * @throws Error when it cannot be read.
 */
export function readFileText(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(mostBytes + 1);
    let length = 0;
    for (;;) {
      const read = readSync(opened, bytes, length, bytes.length - length, null);
      length += read;
      if (read === 0 || length === bytes.length) return bytes.toString('utf8', 0, length);
    }
  } finally {
    closeSync(opened);
  }
}

/** What is wrong with the characters of a text, before it is YAML; null: nothing. */
export function textMistake(text: string): TextMistake | null {
  return unfitText(text) ?? oddIndent(text);
}

/** The same for a text that need not be YAML, as that of a secret. */
export function unfitText(text: string): TextMistake | null {
  if (Buffer.byteLength(text) > mostBytes)
    return {
      offset: 0,
      message:
        'This file is larger than 1 MiB, and neither a configuration nor a secret is. Name the right file, or shorten it.',
    };
  return otherEncoding(text);
}

function otherEncoding(text: string): TextMistake | null {
  // What is no UTF-8 was replaced when it was read.
  const offset = text.search(/[\0\ufffd]/);
  if (offset < 0) return null;
  const [begin, nuls] = [text.slice(0, 100), text.slice(0, 100).split('\0').length - 1];
  if (nuls > begin.length / 4)
    return { offset: 0, message: 'This file is saved as UTF-16. Save it as UTF-8.' };
  return text[offset] === '\0'
    ? { offset, message: 'A NUL byte stands here. Remove it, and save the file as UTF-8.' }
    : { offset, message: 'What stands here is no UTF-8. Save the file as UTF-8.' };
}

/** Blanks that are none to YAML, before a setting or an item. */
const oddBlanks = /^[ \t]*(?! )\p{Zs}[^\S\n]*(?:-\s|["']?[\w.\-]+["']?:(?:\s|$))/mu;

function oddIndent(text: string): TextMistake | null {
  const found = oddBlanks.exec(text);
  return found === null
    ? null
    : {
        offset: found.index + found[0].search(/[^ \t]/),
        message:
          'This line is indented with blanks that are none to YAML (no-break spaces, as web pages have them). Write usual ones.',
      };
}
