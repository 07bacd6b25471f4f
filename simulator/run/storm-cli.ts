import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { htmlReport, type ReportedRun } from '../report/html-report.ts';
import { LEDGER_FILE, recordRun, type LedgerEntry } from '../report/ledger.ts';
import { showLive } from '../report/live-view.ts';
import { reportOf, type RunReport } from '../report/run-report.ts';
import {
  comparisonLines,
  figuresLine,
  judgementLines,
  repeatCommand,
  verdictLine,
  wokenLines,
} from '../report/verdict-lines.ts';
import { bindChecks, UnknownCheckError } from '../referee/referee.ts';
import type { Scenario } from '../storm/scenario.ts';
import { loadScenario, ScenarioError, scenarioNames } from '../storm/scenario-file.ts';
import { ControlError } from './control-client.ts';
import { RelayFailedError } from './relay-process.ts';
import { InterruptedError, runScenario, type LiveRun, type RunOutcome } from './run-scenario.ts';
import { HelpShown, readArguments, WrongUseError, type StormArguments } from './storm-arguments.ts';

/** Exit codes: every check held; one did not, or a run could not be finished; wrong use. */
const HELD = 0;
const FAILED = 1;
const WRONG_USE = 2;

/** The whole command; answers its exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const options = readArguments(args);
    const scenarios = (options.scenario === 'all' ? scenarioNames() : [options.scenario]).map((name) =>
      soundScenario(name),
    );
    return await runAll(options, scenarios, interrupt.signal);
  } catch (error) {
    return exitCodeOf(error);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** Finds out before anything is started whether the file and its checks can be used. */
function soundScenario(name: string): Scenario {
  const scenario = loadScenario(name);
  bindChecks(name, scenario.checks);
  return scenario;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof HelpShown) return HELD;
  if (
    error instanceof WrongUseError ||
    error instanceof ScenarioError ||
    error instanceof UnknownCheckError
  ) {
    console.error(`${error.message}${error instanceof WrongUseError ? '. See --help.' : ''}`);
    return WRONG_USE;
  }
  if (
    error instanceof InterruptedError ||
    error instanceof RelayFailedError ||
    error instanceof ControlError
  ) {
    console.error(error.message);
    return FAILED;
  }
  throw error;
}

async function runAll(
  options: StormArguments,
  scenarios: readonly Scenario[],
  signal: AbortSignal,
): Promise<number> {
  const many = scenarios.length * options.seeds.length > 1;
  const done: ReportedRun[] = [];
  for (const scenario of scenarios) {
    for (const seed of options.seeds) {
      if (!many) console.log(`${scenario.title}: seed ${seed}, speed ${options.speed}`);
      const reported = await runOne({ options, scenario, seed, signal, quiet: many });
      // With many runs only the figures are kept: the evidence of a hundred storms would fill the memory.
      done.push(many && options.html === null ? { ...reported, run: forgetful(reported.run) } : reported);
      await tell(reported, many);
    }
  }
  await writeReports(options, done);
  if (many) summarise(done);
  return done.every((one) => one.report.verdict === 'pass') ? HELD : FAILED;
}

function forgetful(run: RunOutcome): RunOutcome {
  return {
    ...run,
    evidence: { ...run.evidence, deliveries: [], slack: null, pagerduty: null },
    timeline: { ...run.timeline, webhooks: [] },
  };
}

async function runOne(of: {
  options: StormArguments;
  scenario: Scenario;
  seed: number;
  signal: AbortSignal;
  quiet: boolean;
}): Promise<ReportedRun> {
  const { options, scenario, seed, signal } = of;
  const live = showLive(process.stdout);
  const watch = (run: LiveRun): (() => void) => {
    if (options.ui) console.log(`The relay's live page: ${run.relayUrl}/`);
    return of.quiet ? () => undefined : live(run);
  };
  const run = await runScenario({
    scenario,
    seed,
    signal,
    watch,
    speed: options.speed,
    ...(options.existing === null ? {} : { existing: options.existing }),
    ...(options.ui ? { hold: () => awaitEnter(signal) } : {}),
  });
  return { run, report: reportOf(run) };
}

async function awaitEnter(signal: AbortSignal): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  await lines
    .question('The storm is over; the live page stays. Press Enter to stop the relay and judge. ', { signal })
    .catch(() => '');
  lines.close();
}

async function tell({ run, report }: ReportedRun, many: boolean): Promise<void> {
  const before = await remember(report);
  if (!many) {
    const told = [...wokenLines(report), figuresLine(report)].map((line) => `  ${line}`);
    console.log(['', ...judgementLines(run.judgements), '', ...told].join('\n'));
  }
  console.log(verdictLine(report) + (many ? `; ${figuresLine(report)}` : ''));
  if (!many) for (const line of comparisonLines(report, before)) console.log(line);
  if (report.verdict === 'pass') return;
  if (many) console.log(judgementLines(run.judgements.filter((one) => one.ok === false)).join('\n'));
  if (run.relayTail !== '') console.log(`The relay's last words:\n${run.relayTail}`);
  console.log(`Again: ${repeatCommand(report)}`);
}

/** A ledger that cannot be read or written spoils the comparison, not the verdict. */
async function remember(report: RunReport): Promise<LedgerEntry | null> {
  try {
    return await recordRun(LEDGER_FILE, report, new Date());
  } catch (error) {
    console.error(
      `The ledger ${LEDGER_FILE} could not be used (${String(error)}): this run is not recorded. Delete the file to begin a new one.`,
    );
    return null;
  }
}

function summarise(done: readonly ReportedRun[]): void {
  const failed = done.filter((one) => one.report.verdict === 'fail');
  console.log(`\n${done.length} runs: ${done.length - failed.length} passed, ${failed.length} failed`);
  for (const { report } of failed) console.log(`  ${repeatCommand(report)}`);
}

async function writeReports(options: StormArguments, done: readonly ReportedRun[]): Promise<void> {
  const reports = done.map((one) => one.report);
  if (options.report !== null)
    await writeText(
      options.report,
      `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`,
    );
  if (options.html !== null) await writeText(options.html, htmlReport(done));
}

async function writeText(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, text);
}
