import type { RunReport } from './run-report.ts';

/** What of a command line its repetition needs, besides scenario, seed and speed. */
export interface Repeated {
  /** Options and values, in their order; nothing secret. */
  readonly words: readonly string[];
  /** The same for one run of many: without the files that hold the figures of all. */
  readonly wordsOfOne: readonly string[];
  /** A relay that has a clock of its own is always stormed at speed 1. */
  readonly ownSpeed: boolean;
  /** Options that have to be given again by hand. */
  readonly withheld: readonly string[];
}

const nothingElse: Repeated = { words: [], wordsOfOne: [], ownSpeed: true, withheld: [] };

/** The command that repeats one run: a line for a shell, without secrets. */
export function repeatCommand(
  report: Pick<RunReport, 'scenario' | 'seed' | 'speed'>,
  more: Repeated = nothingElse,
): string {
  const speed = more.ownSpeed ? ['--speed', String(report.speed)] : [];
  const words = [report.scenario, '--seed', String(report.seed), ...speed, ...more.words];
  return `npm run simulate-storm -- ${words.map(quoted).join(' ')}`;
}

/** What has to be added by hand; null when nothing has. */
export function withheldNote({ withheld }: Repeated): string | null {
  return withheld.length === 0 ? null : `with ${withheld.join(' and ')} as before: secrets are not printed`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
