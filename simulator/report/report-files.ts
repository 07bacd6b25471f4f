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
import { htmlReport, type ReportedRun } from './html-report.ts';
import { LEDGER_FILE } from './ledger.ts';

/** A file that a report shall be written to. */
export interface ReportFile {
  /** The option that names it. */
  readonly option: '--report' | '--html';
  readonly file: string;
}

/** Finds out before a run whether its reports can be written; answers what is wrong in one line, or null. */
export function troubleWith(files: readonly ReportFile[]): string | null {
  const [first, second] = files;
  if (first !== undefined && second !== undefined && path.resolve(first.file) === path.resolve(second.file))
    return `${first.option} and ${second.option} name the same file`;
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

/** Writes the figures as JSON (one run: an object, more: a list) and the page; answers what was written, as lines. */
export async function writeReports(
  files: readonly ReportFile[],
  done: readonly ReportedRun[],
): Promise<readonly string[]> {
  const reports = done.map((one) => one.report);
  const lines: string[] = [];
  for (const { option, file } of files) {
    const isPage = option === '--html';
    const data = reports.length === 1 ? reports[0] : reports;
    await writeFile(file, isPage ? htmlReport(done) : `${JSON.stringify(data, null, 2)}\n`);
    lines.push(`${isPage ? 'Page with a timeline' : 'Figures'}: ${file}`);
  }
  return lines;
}
