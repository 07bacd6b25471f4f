import { troubleWith, writeReports } from '../report/report-files.ts';
import type { ReportedRun } from '../report/reported-run.ts';
import { bindChecks, UnknownCheckError } from '../referee/referee.ts';
import type { Scenario } from '../storm/scenario.ts';
import { loadScenario, ScenarioError, scenarioNames } from '../storm/scenario-file.ts';
import { complain, onClosedOutput, say, sayWhole } from '../terminal/terminal.ts';
import { ControlError } from './control-client.ts';
import { lookAtRelay, NoRelayError } from './look-at-relay.ts';
import { nearest } from './nearest.ts';
import { quietDisk } from './quiet-disk.ts';
import { RelayFailedError } from './relay-process.ts';
import { runAll } from './run-all.ts';
import { HelpShown, readArguments, type StormArguments } from './storm-arguments.ts';
import { WrongUseError } from './wrong-use.ts';

/** Exit codes: every check held; one did not, or a run could not be finished; wrong use. */
const HELD = 0;
const FAILED = 1;
const WRONG_USE = 2;

/** npm and the terminal both pass one Ctrl-C on; what comes later than this is meant as a second one. */
const SECOND_SIGNAL_AFTER_MS = 1000;

/** The whole command; answers its exit code. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = whenSignalled(interrupt);
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  onClosedOutput(() => interrupt.abort());
  try {
    const options = readArguments(args, env);
    const scenarios = scenariosOf(options);
    const trouble = troubleWith(options.reports);
    if (trouble !== null) throw new WrongUseError(trouble);
    if (options.existing !== null) for (const note of await lookAtRelay(options.existing)) say(note);
    if (options.existing === null) await quietDisk();
    return await runAndReport(options, scenarios, interrupt.signal);
  } catch (error) {
    return exitCodeOf(error);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** The first signal ends the run in good order, a second one ends this process (and with it every child). */
function whenSignalled(interrupt: AbortController): () => void {
  let first: number | null = null;
  return () => {
    const now = performance.now();
    first ??= now;
    if (now - first > SECOND_SIGNAL_AFTER_MS) process.exit(FAILED);
    interrupt.abort();
  };
}

/** Finds out before anything is started whether the files and their checks can be used. */
function scenariosOf({ scenario }: StormArguments): readonly Scenario[] {
  const known = scenarioNames();
  if (scenario !== 'all' && !known.includes(scenario)) {
    const meant = nearest(scenario, [...known, 'all']);
    const hint = meant === null ? '' : ` (did you mean ${meant}?)`;
    throw new WrongUseError(
      `there is no scenario "${scenario}"${hint}. Known are ${known.join(', ')}, and "all"`,
    );
  }
  return (scenario === 'all' ? known : [scenario]).map((name) => {
    const loaded = loadScenario(name);
    bindChecks(name, loaded.checks);
    return loaded;
  });
}

async function runAndReport(
  options: StormArguments,
  scenarios: readonly Scenario[],
  signal: AbortSignal,
): Promise<number> {
  const { done, interrupted } = await runAll(options, scenarios, signal);
  const written = await reportsOf(options, done);
  if (interrupted) complain('The run was interrupted.');
  return written && !interrupted && done.every((one) => one.report.verdict === 'pass') ? HELD : FAILED;
}

/** Reports what was finished; false when a file could not be written after all. */
async function reportsOf(options: StormArguments, done: readonly ReportedRun[]): Promise<boolean> {
  if (done.length === 0) return true;
  try {
    for (const line of await writeReports(options.reports, done)) sayWhole(line);
    return true;
  } catch (error) {
    complain(`The report could not be written: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof HelpShown) return HELD;
  if (error instanceof WrongUseError) {
    complain(`${sentence(error.message)} See --help.`);
    return WRONG_USE;
  }
  if (error instanceof ScenarioError || error instanceof UnknownCheckError) {
    complain(error.message);
    return WRONG_USE;
  }
  if (error instanceof NoRelayError || error instanceof RelayFailedError || error instanceof ControlError) {
    complain(error.message);
    return FAILED;
  }
  throw error;
}

/** Begins with a capital and ends with one full stop, whoever wrote the words. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/[.\s]*$/, '.');
}
