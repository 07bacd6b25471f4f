import type { RunOutcome } from '../run/run-scenario.ts';
import type { RunReport } from './run-report.ts';

/** One run and what became of it. */
export interface ReportedRun {
  readonly run: RunOutcome;
  readonly report: RunReport;
  /** The command that repeats it. */
  readonly again: string;
}
