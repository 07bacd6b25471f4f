import type { Alert } from '../../domain/alert.ts';
import { scrubbed } from '../../domain/text/scrubbed.ts';

/** One webhook of a recorded storm, as its source read it. */
export interface Heard {
  /** Virtual ms. */
  readonly at: number;
  readonly alert: Alert;
  /** Sentry's platform; null where it is not told. */
  readonly platform: string | null;
}

/** A scenario of the simulator, as its YAML says it (`simulator/storm/scenario.ts` has the schema). */
type RecordedScenario = Readonly<Record<string, unknown>>;

/** A scenario, how many issues it has, and what could not be said in it. */
export interface Exported {
  readonly scenario: RecordedScenario;
  readonly issues: number;
  /** Alerts of what Sentry raises itself and a scenario has no words for. */
  readonly leftOut: number;
}

const org = 'recorded';
/** More are more than a storm needs to be itself. */
const mostSteps = 40;
const mostFrames = 4;
const resources = ['event_alert.triggered', 'error.created'];
/** What has to hold whatever is replayed. */
const checks = [
  'answered',
  'nothing-lost',
  'books-balance',
  'slack-covers-alerts',
  'drained',
  'retry-after-obeyed',
  'no-duplicate-message',
  'no-trigger-after-resolve',
  'no-ping',
  'no-dead-letters',
  'clean-exit',
] as const;

/**
 * A recorded storm as a scenario of the simulator, without what says who was struck: every issue is trouble of its own
 * that fires when it did, in its own words.
 * @param names What the payloads call people by.
 */
export function recordedScenario(title: string, heard: readonly Heard[], names: readonly string[]): Exported {
  const clean = (text: string): string => scrubbed(text, names);
  const start = Math.min(...heard.map(({ at }) => at));
  const end = Math.max(...heard.map(({ at }) => at));
  const issues = [...grouped(heard).values()];
  const told = issues.map((issue, index) => troubleOf(issue, `issue-${index + 1}`, { start, clean }));
  const whole = told.filter((one) => one !== null);
  return {
    scenario: {
      title: clean(title),
      org,
      environment: whole[0]?.alone.environment ?? 'production',
      errorCreated: false,
      length: `${Math.ceil((end - start) / 1000) + 60}s`,
      rules: [{ label: 'Any error', when: 'every' }],
      services: servicesOf(whole.map(({ service }) => service)),
      families: Object.fromEntries(
        whole.flatMap(({ alone, family }) => (family === null ? [] : [[alone.id, family]])),
      ),
      alone: whole.map(({ alone }) => alone),
      checks,
    },
    issues: whole.length,
    leftOut: issues.filter((_, index) => told[index] === null).reduce((sum, issue) => sum + issue.length, 0),
  };
}

function grouped(heard: readonly Heard[]): ReadonlyMap<string, readonly Heard[]> {
  return Map.groupBy(heard, ({ alert }) => alert.issueKey);
}

interface Trouble {
  readonly alone: { readonly id: string; readonly environment: string } & Readonly<Record<string, unknown>>;
  readonly family: Readonly<Record<string, unknown>> | null;
  readonly service: ServiceSeen;
}

interface ServiceSeen {
  readonly name: string;
  readonly platform: string;
  readonly release: string | null;
  readonly transaction: string;
}

interface Telling {
  readonly start: number;
  readonly clean: (text: string) => string;
}

/** Null: a scenario has no words for it. */
function troubleOf(issue: readonly Heard[], id: string, { start, clean }: Telling): Trouble | null {
  const [first] = issue;
  if (first === undefined) return null;
  const { alert, platform } = issue.find((one) => one.alert.exceptions.length > 0) ?? first;
  const service: ServiceSeen = {
    name: clean(alert.service),
    platform: platform ?? 'other',
    release: alert.release === null ? null : clean(alert.release),
    transaction: clean(alert.transaction ?? 'unknown'),
  };
  const common = { id, service: service.name, environment: clean(alert.environment ?? 'production') };
  if (alert.issueKey.startsWith('metric:')) {
    const rule = alert.issueKey.slice(alert.issueKey.lastIndexOf('/') + 1);
    if (!/^\d+$/.test(rule)) return null;
    const metric = {
      kind: 'metric',
      ...common,
      rule,
      title: clean(alert.title),
      steps: metricSteps(issue, start),
    };
    return { alone: metric, family: null, service };
  }
  if (alert.kind !== 'error') return null;
  const steps = errorSteps(issue, start);
  if (steps.length === 0) return null;
  return { alone: { kind: 'error', ...common, family: id, steps }, family: familyOf(alert, clean), service };
}

function servicesOf(seen: readonly ServiceSeen[]): readonly Readonly<Record<string, unknown>>[] {
  return [...Map.groupBy(seen, ({ name }) => name)].map(([name, all]) => ({
    name,
    platform: all[0]?.platform ?? 'other',
    release: all[0]?.release ?? null,
    transactions: [...new Set(all.map(({ transaction }) => transaction))].slice(0, 10),
  }));
}

/** Sentry lists the root cause first; a family says it as people read it. */
function familyOf(alert: Alert, clean: (text: string) => string): Readonly<Record<string, unknown>> {
  const [exception, ...causedBy] = alert.exceptions
    .map(({ type, value, module }) => ({
      type: clean(type),
      message: clean(value),
      ...(module === null ? {} : { module: clean(module) }),
    }))
    .reverse();
  const { frame, drivers } = alert;
  const own = frame === null ? [] : [frameOf(frame.filename ?? frame.module ?? 'unknown', frame, clean)];
  const libraries = drivers.slice(0, mostFrames).map((driver) => ({
    file: clean(driver),
    function: 'call',
    module: clean(driver),
    inApp: false,
  }));
  const level = ['debug', 'info', 'warning', 'error', 'fatal'].includes(alert.level) ? alert.level : 'error';
  return {
    level,
    ...(exception === undefined ? { message: clean(alert.title) } : { exception, causedBy }),
    // Oldest call first.
    frames: [...own, ...libraries.reverse()],
    culprit: clean(alert.culprit ?? alert.transaction ?? 'unknown'),
  };
}

function frameOf(
  file: string,
  { function: called, module, line }: NonNullable<Alert['frame']>,
  clean: (text: string) => string,
): Readonly<Record<string, unknown>> {
  return {
    file: clean(file),
    function: clean(called ?? 'unknown'),
    ...(module === null ? {} : { module: clean(module) }),
    ...(line === null || line < 1 ? {} : { line }),
  };
}

interface Burst {
  readonly from: number;
  readonly to: number;
  readonly times: number;
}

/** When it fired: what lies near together is one step, as near as keeps the steps few. */
function errorSteps(issue: readonly Heard[], start: number): readonly Readonly<Record<string, unknown>>[] {
  const fired = [...new Map(issue.flatMap(firing)).values()].sort((a, b) => a - b);
  const ended = issue.filter(({ alert }) => alert.status === 'resolved').map(({ at }) => at);
  let bursts: readonly Burst[] = [];
  for (let gap = 5_000; ; gap *= 2) {
    bursts = burstsOf(fired, gap, ended);
    if (bursts.length + ended.length <= mostSteps || gap > 1e9) break;
  }
  const fires = bursts.map(({ from, to, times }): TimedStep => ({
    at: from,
    step: {
      at: `${from - start}ms`,
      does: 'fires',
      ...(times === 1 ? {} : { times, within: `${Math.max(1, to - from)}ms` }),
    },
  }));
  const over = ended
    .filter((at) => fired.some((one) => one < at))
    .map((at): TimedStep => ({ at, step: { at: `${at - start}ms`, does: 'resolved' } }));
  return [...fires, ...over].sort((a, b) => a.at - b.at).map(({ step }) => step);
}

interface TimedStep {
  readonly at: number;
  readonly step: Readonly<Record<string, unknown>>;
}

/** One event, which several webhooks may tell of. */
function firing({ at, alert }: Heard): readonly (readonly [string, number])[] {
  if (alert.status !== 'firing' || !resources.includes(alert.resource)) return [];
  return [[alert.eventId ?? `at ${at}`, at]];
}

/** No burst goes on over a resolve. */
function burstsOf(fired: readonly number[], gap: number, ended: readonly number[]): readonly Burst[] {
  const bursts: Burst[] = [];
  for (const at of fired) {
    const last = bursts.at(-1);
    const goesOn =
      last !== undefined && at - last.to <= gap && !ended.some((end) => end > last.to && end <= at);
    if (goesOn) bursts[bursts.length - 1] = { from: last.from, to: at, times: last.times + 1 };
    else bursts.push({ from: at, to: at, times: 1 });
  }
  return bursts;
}

function metricSteps(issue: readonly Heard[], start: number): readonly Readonly<Record<string, unknown>>[] {
  return issue.slice(0, mostSteps).map(({ at, alert }) => ({
    at: `${at - start}ms`,
    does: alert.status === 'resolved' ? 'resolved' : alert.severity === 'critical' ? 'critical' : 'warning',
  }));
}
