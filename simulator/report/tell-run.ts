import { say, sayWhole, complain } from '../terminal/terminal.ts';
import { harmless } from '../terminal/harmless.ts';
import type { ReportedRun } from './reported-run.ts';
import { LEDGER_FILE, recordRun, type LedgerEntry } from './ledger.ts';
import type { RunReport } from './run-report.ts';
import {
  comparisonLines,
  detailColumn,
  figuresLine,
  judgementLines,
  verdictLine,
  versusLines,
  wokenLines,
} from './verdict-lines.ts';

/** Tells of the only run: every judgement, the figures, the verdict, and how it differs from the run before. */
export async function tellRun({ run, report, again }: ReportedRun, note: string | null): Promise<void> {
  const before = await remember(report);
  say('');
  tellJudgements(run.judgements);
  say('');
  for (const line of wokenLines(report)) say(`  ${line}`, 4);
  say(`  ${figuresLine(report)}`);
  say(verdictLine(report));
  tellRival({ run, report });
  for (const line of comparisonLines(report, before)) say(line);
  if (report.verdict === 'pass') return;
  tellLastWords(run.relayTail);
  sayWhole(`Again: ${again}`);
  if (note !== null) say(`       (${note})`, 7);
}

/** Tells of one run of many in a line; what did not hold follows. */
export async function tellRunOfMany({ run, report }: ReportedRun, where: string): Promise<void> {
  await remember(report);
  say(`${where}${verdictLine(report)}; ${figuresLine(report)}`);
  tellRival({ run, report });
  if (report.verdict === 'pass') return;
  tellJudgements(run.judgements.filter((one) => one.ok === false));
  tellLastWords(run.relayTail);
}

/** Never part of the verdict. */
function tellRival({ run, report }: Pick<ReportedRun, 'run' | 'report'>): void {
  if (run.rival === null) return;
  if (run.rival === 'unknown')
    say('The naive relay did not start, or was not over in time: nothing is said of it.');
  else for (const line of versusLines(report, run.rival)) say(line);
}

function tellJudgements(judgements: ReportedRun['run']['judgements']): void {
  const column = detailColumn(judgements);
  for (const line of judgementLines(judgements)) say(line, column);
}

function tellLastWords(tail: string): void {
  if (tail === '') return;
  say("The relay's last words:");
  say(harmless(tail));
}

/** A ledger that cannot be read or written spoils the comparison, not the verdict. */
async function remember(report: RunReport): Promise<LedgerEntry | null> {
  try {
    return await recordRun(LEDGER_FILE, report, new Date());
  } catch (error) {
    complain(
      `The ledger ${LEDGER_FILE} could not be used (${String(error)}): this run is not recorded. Delete the file to begin a new one.`,
    );
    return null;
  }
}
