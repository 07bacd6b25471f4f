import { writeFileSync } from 'node:fs';
import type { CheckSettings } from '../action/judge/check-settings.ts';
import { isFailing, titlesOf, type HopVerdict } from '../action/judge/hop-verdict.ts';
import type { Watch } from '../action/run/running-drill.ts';
import { lastOf, runCheck, type Runs } from '../action/run/tries.ts';
import { readSettings, type InputProblem } from '../action/runner/settings.ts';
import { headlineOf, hopLine, oneLine } from '../action/tell/lines.ts';
import { reportOf } from '../action/tell/report-json.ts';
import { ConfigError } from '../config/config-error.ts';
import { wordsOfMs } from '../domain/text/duration.ts';
import { createRedactor, holdsSecret, type Redactor } from '../domain/text/secrets.ts';
import { cancelOnSignals } from '../seams/signals.ts';
import { UsageError } from './complain.ts';
import { print, printError, type Line } from './print.ts';

/** Options that are inputs of the check too, and what else is a text; times are as people write them, like 60s. */
type TextOption = 'environment' | 'release' | 'by' | 'expect' | 'timeout' | 'scenario' | 'retries' | 'json';

/** What `drill` is told. */
export interface DrillOptions extends Readonly<Partial<Record<TextOption, string>>> {
  readonly relay: string;
  readonly secretEnv: string;
  readonly tokenEnv: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/**
 * `stormrelay drill`: the check of the Action as a command, for other CI systems and cron.
 * @param isTokenNamed Whether `--token-env` was given.
 */
export async function drill(options: DrillOptions, isTokenNamed: boolean): Promise<void> {
  const cancel = cancelOnSignals();
  const settings = settingsOf(options, isTokenNamed);
  const redactor = createRedactor([settings.drillSecret, settings.token]);
  const decided = await runCheck({ settings, redactor, watch: watchFor(options, redactor), cancel });
  const runs = redactor.deep(decided);
  const tell = options.quiet ? printError : print;
  for (const line of conclusion(runs, settings, options.quiet))
    tell({ ...line, text: redactor.text(line.text) });
  if (options.json !== undefined)
    write(options.json, JSON.stringify(reportOf(runs, settings), null, 2), redactor);
  const { result, unreachable } = lastOf(decided).verdict;
  process.exitCode = result === 'passed' ? 0 : unreachable ? 3 : 1;
}

function settingsOf(options: DrillOptions, isTokenNamed: boolean): CheckSettings {
  const { relay, secretEnv, tokenEnv, by = null } = options;
  const secret = process.env[secretEnv] ?? '';
  const token = process.env[tokenEnv] ?? '';
  // Without tokens a relay answers to its own machine, so a missing CI_TOKEN may be right; a missing name is not.
  if (isTokenNamed && token === '')
    throw new UsageError(`${variableOf('--token-env', tokenEnv)} is empty or not set. ${nameIt}`);
  // The other options are named as the inputs are, in the spelling of properties: `maxAckMs`.
  const given = Object.entries<unknown>({ ...options }).map(
    ([name, value]) => [dashed(name), String(value)] as const,
  );
  const read = readSettings(
    { ...Object.fromEntries<string>(given), 'relay-url': relay, 'drill-secret': secret, token },
    { service: null, release: null, by, what: null, compareUrl: null, runUrl: null },
  );
  if (!read.ok) throw new ConfigError(read.problems.map((problem) => problemLine(problem, options)));
  for (const name of ['by', 'json'] as const)
    if ([secret, token].some((one) => holdsSecret(options[name] ?? '', one)))
      throw new UsageError(`--${name}: It holds a secret. Write that in the environment, and nowhere else.`);
  return read.settings;
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function problemLine({ input, message }: InputProblem, { secretEnv, tokenEnv }: DrillOptions): string {
  if (input === 'drill-secret') return `${variableOf('--secret-env', secretEnv)}: ${message}`;
  if (input === 'token') return `${variableOf('--token-env', tokenEnv)}: ${message}`;
  return `--${input === 'relay-url' ? 'relay' : input}: ${message}`;
}

const usualNames: readonly string[] = ['DRILL_SIGNING_SECRET', 'CI_TOKEN'];
const nameIt = 'Give the name of a variable, not the secret itself.';

/** Any other name than the usual one may be a secret that was given in a name's place, and is not repeated. */
function variableOf(flag: string, name: string): string {
  return usualNames.includes(name)
    ? `the environment variable ${name} (${flag})`
    : `the environment variable that ${flag} names`;
}

function watchFor({ quiet, verbose }: DrillOptions, redactor: Redactor): Watch {
  const say = (text: string, colour: Pick<Line, 'colour'> = {}): void => {
    if (!quiet) print({ ...colour, text: redactor.text(oneLine(text)) });
  };
  return {
    registered: (id) => say(`Drill ${id}`),
    note: (sentence) => say(`note: ${sentence}`),
    hop: (hop) => say(hopLine(hop), { colour: colourOf(hop) }),
    closed: () => undefined,
    again: (number, pauseMs, why) => say(`Try ${number} in ${wordsOfMs(pauseMs)}: ${why}`),
    trace: (line) => {
      if (verbose) printError(redactor.text(line));
    },
  };
}

function colourOf(hop: HopVerdict): NonNullable<Line['colour']> {
  if (isFailing(hop)) return 'red';
  return hop.state === 'warned' ? 'yellow' : hop.state === 'ok' ? 'green' : 'gray';
}

/** The verdict in a few lines: what was proven, what is wrong, what to do. */
function conclusion(runs: Runs, settings: CheckSettings, quiet: boolean): readonly Line[] {
  const last = lastOf(runs);
  const { result, problems, warnings } = last.verdict;
  if (quiet && result === 'passed' && warnings.length === 0) return [];
  return [
    ...(quiet ? [] : [{ text: '' }]),
    { text: oneLine(`${headlineOf(last, settings)}.`), colour: result === 'passed' ? 'green' : 'red' },
    ...[...problems, ...warnings].flatMap(({ hops, cause, advice }) => [
      { text: oneLine(`${titlesOf(hops)}: ${cause}`) },
      { text: oneLine(`  to do: ${advice}`) },
    ]),
  ];
}

/** A report that cannot be written changes nothing of what was found out. */
function write(file: string, text: string, redactor: Redactor): void {
  try {
    writeFileSync(file, `${redactor.text(text)}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    printError(redactor.text(`The report could not be written to ${file}: ${why}`));
  }
}
