import { OutcomeBook } from '../../pipeline/replay/outcome.ts';
import { Replay, type ReplayListener } from '../../pipeline/replay/replay.ts';
import { InStep } from '../../pipeline/replay/in-step.ts';
import type { Policy } from '../../domain/policy.ts';
import { seenAt } from '../../domain/routing/desk.ts';
import type { PageKey } from '../../domain/sending/page-key.ts';
import { UsageError } from '../complain.ts';
import { print, printError, printLines } from '../print.ts';
import { reading } from '../reading-store.ts';
import { systemClock } from '../../seams/clock.ts';
import type { AheadThread } from './ahead/start-thread.ts';
import { DecisionLines } from './decision-lines.ts';
import { differenceLines, differenceMarkdown } from './difference-lines.ts';
import { outcomeLines } from './outcome-lines.ts';
import { ScenarioBook } from './scenario-book.ts';
import { hasRules, otherRules, rulesNamed, type RuleFiles } from './rules.ts';
import { captured, recordedSince, type ReplaySource } from './sources.ts';
import { spanOf } from './span.ts';

/** What `replay` is told. */
export interface ReplayOptions extends RuleFiles {
  readonly from?: string;
  readonly since?: string;
  readonly json?: boolean;
  readonly baseConfig?: string;
  readonly baseEnv?: string;
  readonly basePolicy?: string;
  readonly diff?: boolean;
  readonly markdown?: boolean;
  readonly scenario?: string;
  readonly incident?: string;
  readonly host: readonly string[];
  readonly drain?: string;
}

/**
 * `stormrelay replay`: what the relay would have made of webhooks that somebody kept, or of those of its own inbox, in
 * their time, by the production code; also under other rules. It writes nothing and sends nothing.
 * @param thread Reads ahead.
 */
export async function replay(options: ReplayOptions, thread: AheadThread): Promise<void> {
  checkUse(options);
  const { from, since } = options;
  const bodies = options.scenario !== undefined;
  const rules = { base: rulesNamed(baseOf(options), '--base-'), other: rulesNamed(options) };
  if (from !== undefined) {
    // A difference is told of one reading: that of what it is told from.
    const reads = rules.base ?? (tellsDifference(options) ? null : rules.other);
    const environment = reads?.environment ?? process.env;
    await run(captured(from, options.host, { bodies, thread, environment }), options, rules);
    return;
  }
  const forMs = spanOf('--since', since ?? '');
  await reading(async (store, settings) => {
    const now = systemClock(settings.clock).now();
    const source = await recordedSince(store, settings, { since: now - forMs, bodies, thread });
    await run(source, options, rules);
  });
}

/** @throws UsageError where options do not go together. */
function checkUse(options: ReplayOptions): void {
  const { from, since, diff, markdown, json } = options;
  const isBased = hasRules(baseOf(options));
  const wrong = [
    [
      from !== undefined && since !== undefined,
      '--from and --since: Both name what to replay, a file and the inbox of this relay. Leave one of them out.',
    ],
    [
      from === undefined && since === undefined,
      'Name what to replay: --from FILE.ndjson, or --since 24h for the inbox of this relay.',
    ],
    [
      diff === true && !hasRules(options),
      '--diff: Name the other rules with --config FILE.yaml, --env FILE or --policy FILE.json.',
    ],
    [
      options.incident !== undefined && options.scenario === undefined,
      '--incident: It says what the scenario is about. Add --scenario FILE.yaml.',
    ],
    [
      markdown === true && !tellsDifference(options),
      '--markdown: It is the form of a difference. Add --diff.',
    ],
    [
      json === true && diff === true,
      '--json: It tells decisions, and --diff what changes. Leave one of them out.',
    ],
    [isBased && since !== undefined, '--base-…: The inbox has the rules of its time. Use them with --from.'],
    [isBased && diff !== true, '--base-…: They are what a difference is told from. Add --diff.'],
  ] as const;
  const first = wrong.find(([is]) => is);
  if (first !== undefined) throw new UsageError(first[1]);
}

/** Of an inbox that was recorded, what other rules change is what is asked, where nobody says otherwise. */
function tellsDifference(options: ReplayOptions): boolean {
  const { diff, since, json, scenario } = options;
  if (diff !== undefined) return diff;
  return since !== undefined && hasRules(options) && json !== true && scenario === undefined;
}

function baseOf({ baseConfig: config, baseEnv: env, basePolicy: policy }: ReplayOptions): RuleFiles {
  return { config, env, policy };
}

const linesAtOnce = 500;

/** The rules that files name, and those that they are compared with. */
type Named = Readonly<Record<'base' | 'other', ReturnType<typeof rulesNamed>>>;

async function run(source: ReplaySource, options: ReplayOptions, named: Named): Promise<void> {
  const { json = false, drain } = options;
  const diff = tellsDifference(options);
  const drainMs = drain === undefined ? source.drainMs : spanOf('--drain', drain);
  const base = otherRules(named.base, source.present) ?? source.present;
  const rules = otherRules(named.other, base);
  const before = new OutcomeBook(source.since);
  const after = new OutcomeBook(source.since);
  const lines: string[] = [];
  const decisions = new DecisionLines(source.since, (line) => lines.push(line));
  const scenario = new ScenarioBook(source.since, source.read);
  const heard = (book: ReplayListener): ReplayListener => {
    const listener = json ? both(book, decisions) : book;
    return options.scenario === undefined ? listener : both(listener, scenario);
  };
  // A recorded inbox has its answers among its entries, as it has its timers.
  const replayOf = (listener: ReplayListener, alsoTaken: ReplaySource['alsoTaken']): Replay => {
    const parts = { state: source.beginning(base), read: source.read, listener };
    return new Replay(source.hasTimers ? { ...parts, alsoTaken } : parts);
  };
  const present = replayOf(rules === null ? heard(before) : before, source.alsoTaken);
  const unheard = (page: PageKey, at: number): boolean =>
    source.alsoTaken(page, at) || !isWanted(present, page);
  const other = rules === null ? null : replayOf(heard(after), unheard);
  const steps = new InStep(present, other, source.hasTimers);
  const begin = rulesFrom(steps, rules, source.since);
  let entries = 0;
  for await (const entry of source.entries()) {
    entries += 1;
    begin(entry.receivedAt);
    steps.take(entry);
    if (lines.length >= linesAtOnce && !(await printLines(lines.splice(0)))) return;
  }
  if (entries === 0 && !source.hasTimers) {
    for (const note of source.notes()) printError(note);
    throw new UsageError(
      `${options.from ?? ''}: No webhook could be read, so there is nothing to replay. A line is { "at": "2026-11-29T14:02:11Z", "resource": "event_alert", "body": { … } }.`,
    );
  }
  steps.pass(drainMs);
  if (lines.length > 0 && !(await printLines(lines))) return;
  if (diff) await tell(options, before, after);
  else if (!json) for (const line of outcomeLines((rules === null ? before : after).outcome())) print(line);
  if (options.scenario !== undefined) {
    const { writeScenario } = await import('./scenario-file.ts');
    const { incidents } = (rules === null ? before : after).outcome();
    print(writeScenario(options.scenario, scenario, { incident: options.incident ?? null, incidents }));
  }
  for (const note of source.notes()) printError(note);
}

/** Other rules hold from the first entry that is told of. */
function rulesFrom(steps: InStep, rules: Policy | null, since: number): (at: number) => void {
  let waits = rules !== null;
  return (at) => {
    if (!waits || rules === null || at < since) return;
    waits = false;
    steps.rule(rules, Math.max(since, at));
  };
}

async function tell(
  { markdown = false }: ReplayOptions,
  before: OutcomeBook,
  after: OutcomeBook,
): Promise<void> {
  const lines = (markdown ? differenceMarkdown : differenceLines)(before.outcome(), after.outcome());
  await printLines(lines);
}

function both(first: ReplayListener, second: ReplayListener): ReplayListener {
  return {
    applied: (step) => {
      first.applied(step);
      second.applied(step);
    },
    told: (told) => {
      first.told(told);
      second.told(told);
    },
  };
}

/** Whether a replay wants a page too, so that the recorded answer to it is among the entries. */
function isWanted({ state }: Replay, { incident, generation, receiver }: PageKey): boolean {
  const row = state.incidents.get(incident);
  if (row === undefined) return false;
  return generation <= (seenAt(row, receiver ?? null).page?.generations.length ?? 0);
}
