/** Control characters but newline and tab, halves of surrogate pairs, separators, and whatever is never seen. */
const unseen = /[^\P{Cc}\n\t]|[\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}]/gu;

/** What an emoji is made of besides its pictures, each only behind one. */
const belongs: Readonly<Record<string, RegExp>> = {
  '\u200D': /\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?$/u,
  '\uFE0F': /[\p{Extended_Pictographic}0-9#*]$/u,
};

/**
 * Words of others (an error's, a relay's, a file's) as a terminal may show them: what could steer it or deceive a
 * reader is written as `\u001b`. Emoji stay whole.
 */
export function harmless(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(unseen, (found, at: number, all: string) =>
      belongs[found]?.test(all.slice(Math.max(0, at - 4), at)) === true ? found : escaped(found),
    );
}

function escaped(found: string): string {
  let told = '';
  for (let at = 0; at < found.length; at += 1)
    told += `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return told;
}
