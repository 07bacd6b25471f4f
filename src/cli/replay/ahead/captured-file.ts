import { createReadStream } from 'node:fs';
import type { Entry } from '../../../domain/inbox/entry.ts';
import { noteParsed } from '../../../domain/inbox/json-body.ts';
import { CapturedBefore, readCaptured, type Captured } from '../../../ingest/captured.ts';
import { UsageError } from '../../complain.ts';
import { linesOf } from '../../input-lines.ts';
import type { LeftOut } from './task.ts';

/** The door takes bodies of 2 MiB; as text within a line each of its characters may be written as six. */
const longestLine = 16 * 1024 * 1024;

/** So many broken lines are told one by one. */
const brokenTold = 20;

/** The webhooks of a file as entries: the number of each is that of its line. */
export class CapturedFile {
  private readonly path: string;
  private readonly tell: (complaint: string) => void;
  private readonly before = new CapturedBefore();
  private readonly count = { broken: 0, duplicates: 0, late: 0 };
  private lines = 0;
  private newest = 0;

  /**
   * @param path A file, or `-` for standard input.
   * @param tell Hears of each line that cannot be read.
   */
  constructor(path: string, tell: (complaint: string) => void) {
    this.path = path;
    this.tell = tell;
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
    const chunks = { highWaterMark: 1 << 20 };
    // By its number: `process.stdin` belongs to the main thread.
    const input =
      this.path === '-'
        ? createReadStream('', { fd: 0, autoClose: false, ...chunks })
        : createReadStream(this.path, chunks);
    try {
      for await (const lines of linesOf(input, longestLine))
        for (const line of lines) yield* this.entryIn(line);
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error;
      throw new UsageError(`${this.path} cannot be read: ${error.message}`);
    }
    if (this.count.broken > brokenTold)
      this.tell(`${this.path}: ${this.count.broken - brokenTold} more lines cannot be read.`);
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
    if (this.count.broken <= brokenTold) this.tell(`${this.path}:${this.lines}: ${problem}`);
  }
}
