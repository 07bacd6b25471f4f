import { styleText } from 'node:util';
import { harmless } from './harmless.ts';

/** A colour that a command gives to one of its lines. */
type Colour = 'red' | 'yellow' | 'green' | 'gray';

/** Text for people, and the colour it has where the terminal shows colours (NO_COLOR and FORCE_COLOR hold). */
export interface Line {
  readonly text: string;
  readonly colour?: Colour;
}

/**
 * The only way from a command to standard output: nothing in the text steers the terminal, whoever wrote it. Ends
 * the line.
 */
export function print(line: string | Line): void {
  write(process.stdout, line);
}

/** The same to standard error. */
export function printError(line: string | Line): void {
  write(process.stderr, line);
}

/**
 * Prints many lines at once, and waits until they were taken, so that what is read fast is not heaped up in memory.
 * Answers whether anybody still reads (`… | head -1` soon does not).
 */
export function printLines(lines: readonly string[]): Promise<boolean> {
  bearsNoReader(process.stdout);
  return new Promise((resolve, reject) => {
    process.stdout.write(`${harmless(lines.join('\n'))}\n`, (error) => {
      if (error == null) resolve(true);
      else if ('code' in error && error.code === 'EPIPE') resolve(false);
      else reject(error);
    });
  });
}

/** A text of several lines that stands behind `columns` columns of other words: no line of it can pass for one of ours. */
export function hanging(text: string, columns: number): string {
  return text.replaceAll(/\r?\n/g, `\n${' '.repeat(columns)}`);
}

function write(stream: NodeJS.WriteStream, line: string | Line): void {
  bearsNoReader(stream);
  const { text, colour } = typeof line === 'string' ? { text: line } : line;
  const clean = harmless(text);
  stream.write(`${colour === undefined ? clean : styleText(colour, clean, { stream })}\n`);
}

/**
 * Whoever read has gone (`… | head -1`): what is left is for nobody, and no trouble; what a command began is still to be ended.
 * The Action has its own (`seams/signals.ts`): what lists the commands loads no more than it needs.
 */
function bearsNoReader(stream: NodeJS.WriteStream): void {
  if (stream.listenerCount('error', unlessUnread) === 0) stream.on('error', unlessUnread);
}

function unlessUnread(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
}

/** Whether standard output is a terminal, and shows colours. NO_COLOR: https://no-color.org. */
export function standardOutput(): { readonly isTerminal: boolean; readonly colour: boolean } {
  const isTerminal = process.stdout.isTTY;
  const { NO_COLOR, TERM } = process.env;
  return { isTerminal, colour: isTerminal && (NO_COLOR ?? '') === '' && TERM !== 'dumb' };
}
