import { createInterface } from 'node:readline/promises';
import chalk from 'chalk';
import { folded, partedByStyles } from './folded.ts';
import { harmless } from './harmless.ts';

/** Where the live view writes: a terminal, or a file or pipe. */
export interface Screen {
  /** Whether what was written can be written over. */
  readonly redraws: boolean;
  /** Cells of a row; infinite for what is no terminal. */
  readonly columns: () => number;
  write(text: string): void;
}

/** Where nothing can be known, a terminal is as wide as it always was. */
const USUAL_COLUMNS = 80;
const LEAST_COLUMNS = 20;

/** Width of a terminal: its own, or COLUMNS where that is less or the terminal (as under `script`) knows none. */
export function columnsOf(own: number | undefined, env: NodeJS.ProcessEnv): number {
  const wished = Number(env['COLUMNS']);
  const known = [own ?? 0, wished].filter((one) => Number.isSafeInteger(one) && one > 0);
  return Math.max(LEAST_COLUMNS, known.length === 0 ? USUAL_COLUMNS : Math.min(...known));
}

/** The screen of this process. */
export const screen: Screen = {
  redraws: process.stdout.isTTY && process.env['TERM'] !== 'dumb',
  columns: () => (process.stdout.isTTY ? columnsOf(process.stdout.columns, process.env) : Infinity),
  write: (text) => void process.stdout.write(text),
};

/** What is told beside the output, on standard error. */
export const sideScreen: Screen = {
  redraws: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
  columns: () => (process.stderr.isTTY ? columnsOf(process.stderr.columns, process.env) : Infinity),
  write: (text) => void process.stderr.write(text),
};

/** A line as the terminal may get it: chalk's own styles, and nothing else that could steer it. */
export function passable(line: string): string {
  return partedByStyles(line)
    .map((part, index) => (index % 2 === 0 ? harmless(part) : chalk.level > 0 ? part : ''))
    .join('');
}

/** Prints lines for people; on a terminal, what is longer than a row goes on in the next, set in by `hanging`. */
export function say(text: string, hanging = 2): void {
  for (const line of passable(text).split('\n')) screen.write(`${onRows(line, hanging)}\n`);
}

function onRows(line: string, hanging: number): string {
  return folded(line, screen.columns(), hanging).join('\n');
}

/** Prints a line that somebody may copy: it is not divided into rows. */
export function sayWhole(line: string): void {
  screen.write(`${passable(line)}\n`);
}

/** Prints what is wrong to standard error. */
export function complain(text: string): void {
  process.stderr.write(`${harmless(text)}\n`);
}

/** Whether there is somebody who reads a question and can press a key; in CI there is not, whatever it looks like. */
export function somebodyIsThere({ CI: ci }: NodeJS.ProcessEnv = process.env): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && (ci ?? '') === '';
}

/** Waits for Enter (or the end of the input, or the signal). */
export async function awaitEnter(question: string, signal: AbortSignal): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // While it reads keys, the terminal sends no signal for Ctrl-C.
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new Promise<void>((resolve) => lines.once('close', resolve));
  await Promise.race([ended, lines.question(`${question} `, { signal }).catch(() => '')]);
  lines.close();
}

/** Tells when nobody reads the output any more (`… | head -1`), instead of dying in the middle of a run. */
export function onClosedOutput(tell: () => void): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      tell();
    });
}
