import { createReadStream } from 'node:fs';
import type { Entry } from '../../domain/inbox/entry.ts';
import { noteParsed } from '../../domain/inbox/json-body.ts';
import { CapturedBefore, readCaptured, type Captured } from '../../ingest/captured.ts';
import { UsageError } from '../complain.ts';
import { linesOf } from '../input-lines.ts';
import { printError } from '../print.ts';

/** The door takes bodies of 2 MiB; as text within a line each of its characters may be written as six. */
const longestLine = 16 * 1024 * 1024;

/** So many broken lines are told one by one. */
const brokenTold = 20;

/** What was left out of a file, and why. */
export interface LeftOut {
  readonly broken: number;
  readonly duplicates: number;
  /** Lines that are older than the one before: they count as of its time, since a relay's time never runs back. */
  readonly late: number;
}

/** The webhooks of a file as entries: the number of each is that of its line. */
export class CapturedFile {
  private readonly path: string;
  private readonly before = new CapturedBefore();
  private readonly count = { broken: 0, duplicates: 0, late: 0 };
  private lines = 0;
  private newest = 0;

  /** @param path A file, or `-` for standard input. */
  constructor(path: string) {
    this.path = path;
  }

  /** What was left out so far. */
  leftOut(): LeftOut {
    return { ...this.count };
  }

  /**
   * The entries in the order of their lines. A line that cannot be read is told, with its number, and costs nothing else.
   * @throws UsageError when the file cannot be read.
   */
  async *entries(): AsyncGenerator<Entry> {
    const input = this.path === '-' ? process.stdin : createReadStream(this.path, { highWaterMark: 1 << 20 });
    try {
      for await (const lines of linesOf(input, longestLine))
        for (const line of lines) yield* this.entryIn(line);
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error;
      throw new UsageError(`${this.path} cannot be read: ${error.message}`);
    }
    if (this.count.broken > brokenTold)
      printError(`${this.path}: ${this.count.broken - brokenTold} more lines cannot be read.`);
  }

  private *entryIn(line: string): Generator<Entry> {
    this.lines += 1;
    if (line.trim() === '') return;
    const read = readCaptured(line, this.lines);
    if ('problem' in read) this.complain(read.problem);
    else if (this.before.isKnown(read)) this.count.duplicates += 1;
    else yield this.entryOf(read);
  }

  private entryOf({ delivery, at, value }: Captured): Entry {
    if (at < this.newest) this.count.late += 1;
    this.newest = Math.max(this.newest, at);
    const entry = { ...delivery, seq: this.lines, receivedAt: this.newest };
    if (value !== undefined) noteParsed(entry, value);
    return entry;
  }

  private complain(problem: string): void {
    this.count.broken += 1;
    if (this.count.broken <= brokenTold) printError(`${this.path}:${this.lines}: ${problem}`);
  }
}
