import { StringDecoder } from 'node:string_decoder';

/** Longest line that is kept in memory where nobody says otherwise, in characters. */
const longestLine = 16_384;

/**
 * The lines of a stream of UTF-8, in batches as they arrive, so that a pipe without an end is read as it comes. The
 * last line needs no end; the ends (`\n`, `\r\n`) are not part of a line, nor is the mark at the beginning by which some
 * programs say that it is UTF-8.
 * @param longest Longest line that is kept in memory, in characters; what follows is dropped up to the line's end.
 */
export async function* linesOf(
  input: AsyncIterable<Uint8Array>,
  longest = longestLine,
): AsyncGenerator<readonly string[]> {
  const cut = (line: string): string => (line.length > longest ? line.slice(0, longest) : line);
  const withoutEnd = (line: string): string => cut(line.endsWith('\r') ? line.slice(0, -1) : line);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isBegun = false;
  const textOf = (written: string): string => {
    if (isBegun || written === '') return written;
    isBegun = true;
    return written.replace(/^\uFEFF/, '');
  };
  for await (const chunk of input) {
    const lines = (rest + textOf(decoder.write(chunk))).split('\n');
    rest = cut(lines.pop() ?? '');
    if (lines.length > 0) yield lines.map(withoutEnd);
  }
  rest += decoder.end();
  if (rest !== '') yield [withoutEnd(rest)];
}
