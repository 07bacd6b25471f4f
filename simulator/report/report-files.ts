import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { badge } from './badge.ts';
import { htmlReport } from './html/html-report.ts';
import { junit } from './junit.ts';
import { LEDGER_FILE } from './ledger.ts';
import type { ReportedRun } from './reported-run.ts';

/** A file that a report shall be written to. */
export interface ReportFile {
  /** The option that names it. */
  readonly option: '--report' | '--html' | '--junit' | '--badge';
  readonly file: string;
}

/** Finds out before a run whether its reports can be written; answers what is wrong in one line, or null. */
export function troubleWith(files: readonly ReportFile[]): string | null {
  for (const [n, { option, file }] of files.entries()) {
    const same = files.slice(0, n).find((other) => path.resolve(other.file) === path.resolve(file));
    if (same !== undefined) return `${same.option} and ${option} name the same file`;
  }
  for (const { option, file } of files) {
    const trouble = troubleOf(file);
    if (trouble !== null) return `${option} ${file}: ${trouble}`;
  }
  return null;
}

function troubleOf(file: string): string | null {
  if (file === '') return 'name a file';
  const folder = path.dirname(path.resolve(file));
  try {
    // The command's own folder is the one that it makes by itself.
    if (folder === path.resolve(path.dirname(LEDGER_FILE))) mkdirSync(folder, { recursive: true });
    if (!existsSync(folder)) return `there is no folder ${folder}; make it first`;
    if (!statSync(folder).isDirectory()) return `${folder} is no folder`;
    if (/[/\\]$/.test(file) || (existsSync(file) && statSync(file).isDirectory()))
      return 'that is a folder; name a file in it';
    tryToWrite(file);
    return null;
  } catch (error) {
    return `it cannot be written there (${reasonOf(error)})`;
  }
}

/** Permissions alone do not tell: a folder may be read-only, or no place for files at all. */
function tryToWrite(file: string): void {
  if (existsSync(file)) {
    accessSync(file, constants.W_OK);
    return;
  }
  closeSync(openSync(file, 'wx'));
  unlinkSync(file);
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return String(error);
}

/** Writes what was asked for; answers what was written, as lines. */
export async function writeReports(
  files: readonly ReportFile[],
  done: readonly ReportedRun[],
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { option, file } of files) {
    const { words, write } = forms[option];
    await writeFile(file, write(done));
    lines.push(`${words}: ${file}`);
  }
  return lines;
}

const forms: Readonly<
  Record<
    ReportFile['option'],
    { readonly words: string; readonly write: (done: readonly ReportedRun[]) => string }
  >
> = {
  '--report': { words: 'Figures', write: figures },
  '--html': { words: 'Page to look at', write: htmlReport },
  '--junit': { words: 'Checks for CI (JUnit)', write: junit },
  '--badge': { words: 'Badge', write: (done) => badge(done.map(({ report }) => report)) },
};

/** One run is an object, more are a list. */
function figures(done: readonly ReportedRun[]): string {
  const reports = done.map(({ report }) => report);
  return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`;
}
