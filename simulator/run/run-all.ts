import type { ReportedRun } from '../report/html-report.ts';
import { showLive } from '../report/live-view.ts';
import { repeatCommand, withheldNote } from '../report/repeat-command.ts';
import { reportOf } from '../report/run-report.ts';
import { tellRun, tellRunOfMany } from '../report/tell-run.ts';
import type { Scenario } from '../storm/scenario.ts';
import { together } from '../terminal/folded.ts';
import { awaitEnter, say, sayWhole, screen, somebodyIsThere } from '../terminal/terminal.ts';
import { InterruptedError, runScenario, type LiveRun, type RunOutcome } from './run-scenario.ts';
import { sideBySide } from './side-by-side.ts';
import { repeatedOf, type StormArguments } from './storm-arguments.ts';

/** One run of those that were asked for. */
interface Planned {
  readonly scenario: Scenario;
  readonly seed: number;
  /** `[3/8] ` where there is more than one. */
  readonly where: string;
}

/** Runs every scenario with every seed and tells of each; answers those that were finished, in their order. */
export async function runAll(
  options: StormArguments,
  scenarios: readonly Scenario[],
  signal: AbortSignal,
): Promise<{ readonly done: readonly ReportedRun[]; readonly interrupted: boolean }> {
  const planned = planOf(options, scenarios);
  const many = planned.length > 1;
  const note = withheldNote(repeatedOf(options));
  const finished = new Map<Planned, ReportedRun>();
  const done = (): readonly ReportedRun[] => planned.flatMap((one) => finished.get(one) ?? []);
  const inTurn = oneAfterTheOther();
  try {
    await sideBySide(options.jobs, planned, async (one) => {
      tellBeginning(one, options.speed);
      const reported = await runOne(options, one, signal);
      // With many runs only the figures are kept: the evidence of a hundred storms would fill the memory.
      finished.set(
        one,
        many && !wantsPage(options) ? { ...reported, run: forgetful(reported.run) } : reported,
      );
      await inTurn(() => (many ? tellRunOfMany(reported, one.where) : tellRun(reported, note)));
    });
    return { done: done(), interrupted: false };
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    return { done: done(), interrupted: true };
  } finally {
    if (many) summarise(done(), { planned: planned.length, note });
  }
}

/** Lets one run be told at a time: its lines stay together, and the ledger has one writer. */
function oneAfterTheOther(): (tell: () => Promise<void>) => Promise<void> {
  let before = Promise.resolve();
  return (tell) => (before = before.then(tell));
}

function tellBeginning({ scenario, seed, where }: Planned, speed: number): void {
  say(`${where}${scenario.name}: ${scenario.title} (${together(`seed ${seed}, speed ${speed}`)})`);
}

function planOf({ seeds }: StormArguments, scenarios: readonly Scenario[]): readonly Planned[] {
  const all = scenarios.flatMap((scenario) => seeds.map((seed) => ({ scenario, seed })));
  return all.map((one, index) => ({ ...one, where: all.length > 1 ? `[${index + 1}/${all.length}] ` : '' }));
}

function wantsPage({ reports }: StormArguments): boolean {
  return reports.some((one) => one.option === '--html');
}

function forgetful(run: RunOutcome): RunOutcome {
  return {
    ...run,
    evidence: { ...run.evidence, deliveries: [], slack: null, pagerduty: null },
    timeline: { ...run.timeline, webhooks: [] },
  };
}

async function runOne(
  options: StormArguments,
  { scenario, seed, where }: Planned,
  signal: AbortSignal,
): Promise<ReportedRun> {
  const many = where !== '';
  const live = showLive(screen, { keep: !many });
  const watch = (run: LiveRun): (() => void) => {
    if (options.ui) tellPage(run);
    return options.jobs === 1 ? live(run) : () => undefined;
  };
  const run = await runScenario({
    scenario,
    seed,
    signal,
    watch,
    ...(many && !options.ui ? {} : { opened: tellWindow(options) }),
    speed: options.speed,
    attended: options.ui || somebodyIsThere(),
    ...(options.existing === null ? {} : { existing: options.existing }),
    ...(mayHold(options, many) ? { hold: () => hold(signal) } : {}),
  });
  const report = reportOf(run);
  const repeated = repeatedOf(options);
  // One of many runs must not write its own figures over those of all.
  const alone = many ? { ...repeated, words: repeated.wordsOfOne } : repeated;
  return { run, report, again: repeatCommand(report, alone) };
}

function tellPage({ relayUrl }: LiveRun): void {
  sayWhole(`The relay's live page: ${relayUrl}/`);
  if (!somebodyIsThere())
    say('There is no terminal here to press Enter in: the page ends with the run (--ui).');
}

/** Where Slack and the phone can be seen; somebody else's relay has receivers of its own. */
function tellWindow({ existing }: StormArguments): (url: string) => void {
  return (url) => {
    if (existing === null) sayWhole(`Watch it: ${url} (Slack, and the phone of whoever is on call)`);
  };
}

/** A run that somebody may be watching stays until they have seen enough. */
function mayHold({ existing, ui }: StormArguments, many: boolean): boolean {
  return somebodyIsThere() && (ui || (!many && existing === null));
}

async function hold(signal: AbortSignal): Promise<void> {
  await awaitEnter('The storm is over; the pages stay. Press Enter to stop the relay and judge.', signal);
}

function summarise(
  done: readonly ReportedRun[],
  { planned, note }: { readonly planned: number; readonly note: string | null },
): void {
  const failed = done.filter((one) => one.report.verdict === 'fail');
  const of = done.length === planned ? `${planned} runs` : `${done.length} of ${planned} runs`;
  say(`\n${of}: ${done.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length === 0) return;
  say(`Again${note === null ? '' : ` (${note})`}:`);
  for (const { again } of failed) sayWhole(`  ${again}`);
}
