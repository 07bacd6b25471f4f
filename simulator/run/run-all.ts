import type { ReportedRun } from '../report/reported-run.ts';
import { startNaive } from '../naive/rival.ts';
import { showLive } from '../report/live-view.ts';
import { repeatCommand, withheldNote } from '../report/repeat-command.ts';
import { reportOf } from '../report/run-report.ts';
import { tellRun, tellRunOfMany } from '../report/tell-run.ts';
import type { Scenario } from '../storm/scenario.ts';
import { openBrowser } from '../terminal/browser.ts';
import { together } from '../terminal/folded.ts';
import { awaitEnter, say, sayWhole, screen, somebodyIsThere } from '../terminal/terminal.ts';
import { InterruptedError, runScenario, type LiveRun, type RunOutcome } from './run-scenario.ts';
import { watchPace } from './machine-pace.ts';
import { deservesSecondChance } from './second-chance.ts';
import { longestFirst, sideBySide } from './side-by-side.ts';
import { repeatedOf, type StormArguments } from './storm-arguments.ts';

/** One run of those that were asked for. */
interface Planned {
  readonly scenario: Scenario;
  readonly seed: number;
  /** `[3/8] ` where there is more than one. */
  readonly where: string;
  /** A browser is opened once, however many runs there are. */
  readonly first: boolean;
}

/**
 * Runs every scenario with every seed and tells of each; answers those that were finished, in their order. What failed
 * by nothing but its lateness, while runs side by side kept the machine busy, is run once more, alone.
 */
export async function runAll(
  options: StormArguments,
  scenarios: readonly Scenario[],
  signal: AbortSignal,
): Promise<{ readonly done: readonly ReportedRun[]; readonly interrupted: boolean }> {
  const planned = planOf(options, scenarios);
  const many = planned.length > 1;
  const note = withheldNote(repeatedOf(options));
  const finished = new Map<Planned, ReportedRun>();
  const repeated: Planned[] = [];
  const done = (): readonly ReportedRun[] => planned.flatMap((one) => finished.get(one) ?? []);
  const inTurn = oneAfterTheOther();
  const run = async (one: Planned): Promise<number | null> => {
    tellBeginning(one, options.speed);
    const { reported, secondChance } = await pacedRun(options, one, signal);
    // With many runs only the figures are kept: the evidence of a hundred storms would fill the memory.
    finished.set(one, many && !wantsPage(options) ? { ...reported, run: forgetful(reported.run) } : reported);
    await inTurn(() => (many ? tellRunOfMany(reported, one.where) : tellRun(reported, note)));
    return secondChance;
  };
  try {
    const begun = options.jobs === 1 ? planned : longestFirst(planned, ({ scenario }) => scenario.length);
    await sideBySide(options.jobs, begun, async (one) => {
      const waited = await run(one);
      if (waited === null || options.jobs === 1 || !many) return;
      repeated.push(one);
      tellSecondChance(one, waited);
    });
    for (const one of repeated) await run(one);
    return { done: done(), interrupted: false };
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    return { done: done(), interrupted: true };
  } finally {
    if (many) summarise(done(), { planned: planned.length, repeated: repeated.length, note });
  }
}

/** One run; `secondChance`: the share of its time in which somebody waited for a processor, if that is why it failed. */
async function pacedRun(
  options: StormArguments,
  one: Planned,
  signal: AbortSignal,
): Promise<{ readonly reported: ReportedRun; readonly secondChance: number | null }> {
  const pace = await watchPace();
  const reported = await runOne(options, one, signal);
  const waited = await pace();
  const deserved = deservesSecondChance({ judgements: reported.run.judgements, waited });
  return { reported, secondChance: deserved ? waited : null };
}

function tellSecondChance({ where }: Planned, waited: number): void {
  say(
    `${where}Something waited for a processor in ${Math.round(waited * 100)} % of this run, and nothing failed but what was late: it is run again when the others are done, alone.`,
  );
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
  return all.map((one, index) => ({
    ...one,
    where: all.length > 1 ? `[${index + 1}/${all.length}] ` : '',
    first: index === 0,
  }));
}

function wantsPage({ reports }: StormArguments): boolean {
  return reports.some((one) => one.option === '--html');
}

function forgetful(run: RunOutcome): RunOutcome {
  return {
    ...run,
    messages: [],
    evidence: { ...run.evidence, deliveries: [], slack: null, pagerduty: null },
    timeline: { ...run.timeline, webhooks: [] },
  };
}

async function runOne(
  options: StormArguments,
  { scenario, seed, where, first }: Planned,
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
    ...(many && !options.ui ? {} : { opened: tellWindow(options, first) }),
    speed: options.speed,
    ...(options.versus === null ? {} : { startRival: startNaive }),
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
function tellWindow({ existing, ui }: StormArguments, first: boolean): (url: string) => void {
  return (url) => {
    if (existing !== null) return;
    sayWhole(`Watch it: ${url} (Slack, and the phone of whoever is on call)`);
    if (ui && first) openBrowser(url, somebodyIsThere());
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
  {
    planned,
    repeated,
    note,
  }: { readonly planned: number; readonly repeated: number; readonly note: string | null },
): void {
  const failed = done.filter((one) => one.report.verdict === 'fail');
  const of = done.length === planned ? `${planned} runs` : `${done.length} of ${planned} runs`;
  const twice = repeated === 0 ? '' : ` (${repeated} judged when run again, alone)`;
  say(`\n${of}: ${done.length - failed.length} passed, ${failed.length} failed${twice}`);
  if (failed.length === 0) return;
  say(`Again${note === null ? '' : ` (${note})`}:`);
  for (const { again } of failed) sayWhole(`  ${again}`);
}
