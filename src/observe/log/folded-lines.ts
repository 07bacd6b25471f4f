import type { Clock } from '../../seams/clock.ts';

/** How many lines of one subject are told in a window; what exceeds them is told as a figure at its end. */
export interface FoldedLinesOptions {
  readonly most: number;
  /** Real ms. */
  readonly windowMs: number;
  /** An unscaled clock: it is people who read the lines. */
  readonly pace: Pick<Clock, 'sleep'>;
  /** Ends the running windows at once. */
  readonly signal: AbortSignal;
  /** Tells how many lines of a subject were left out. */
  readonly fold: (subject: string, more: number) => void;
}

/** Lines that come in floods: the first of each subject are told, the rest becomes "and 1,990 more". */
export class FoldedLines {
  private readonly options: FoldedLinesOptions;
  private readonly counts = new Map<string, number>();

  constructor(options: FoldedLinesOptions) {
    this.options = options;
  }

  /** Tells a line, or counts it. Subjects come from a closed list: there is a window for each. */
  tell(subject: string, line: () => void): void {
    const { most, windowMs, pace, signal } = this.options;
    const count = this.counts.get(subject) ?? 0;
    this.counts.set(subject, count + 1);
    if (count === 0) void pace.sleep(windowMs, signal).then(() => this.close(subject));
    if (count < most) line();
  }

  private close(subject: string): void {
    const more = (this.counts.get(subject) ?? 0) - this.options.most;
    this.counts.delete(subject);
    if (more > 0) this.options.fold(subject, more);
  }
}
