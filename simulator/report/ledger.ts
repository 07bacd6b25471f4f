import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { RunReport } from './run-report.ts';

/** Where the ledger of runs lies, from the folder a person works in. */
export const LEDGER_FILE = path.join('.stormrelay', 'runs.json');

/** One run in the ledger: a small line that a person wants to read. */
export interface LedgerEntry {
  /** ISO 8601 time of the run. */
  readonly at: string;
  readonly seed: number;
  readonly speed: number;
  readonly verdict: 'pass' | 'fail';
  readonly failed: readonly string[];
  readonly figures: Readonly<Record<string, number | null>>;
}

interface LedgerFile {
  scenarios: Record<string, LedgerEntry[]>;
}

/** Runs of a scenario that are kept. */
const KEPT = 50;

/** What of a report is worth comparing with the run before. */
export function ledgerEntry(report: RunReport, at: Date): LedgerEntry {
  return {
    at: at.toISOString(),
    seed: report.seed,
    speed: report.speed,
    verdict: report.verdict,
    failed: report.checks.filter((check) => check.ok === false).map((check) => check.name),
    figures: {
      webhooks: report.webhooks.sent,
      pages: report.pages?.triggered ?? null,
      firstPageMs: report.pages?.firstMs ?? null,
      firstPostMs: report.slack?.firstPostMs ?? null,
      lagP99Ms: report.slack?.lagP99Ms ?? null,
      posts: report.slack?.posts ?? null,
      updates: report.slack?.updates ?? null,
      replies: report.slack?.replies ?? null,
      ackP99: report.latency.ackP99,
    },
  };
}

/** Writes a run into the ledger; answers the newest earlier run of that scenario at the same speed, or null. */
export async function recordRun(file: string, report: RunReport, at: Date): Promise<LedgerEntry | null> {
  await mkdir(path.dirname(file), { recursive: true });
  // Not lowdb's preset: that one keeps everything in memory where NODE_ENV is "test".
  const ledger = new Low<LedgerFile>(new JSONFile(file), { scenarios: {} });
  await ledger.read();
  const runs = ledger.data.scenarios[report.scenario] ?? [];
  const before = runs.findLast((run) => run.speed === report.speed) ?? null;
  ledger.data.scenarios[report.scenario] = [...runs, ledgerEntry(report, at)].slice(-KEPT);
  await ledger.write();
  return before;
}
