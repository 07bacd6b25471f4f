import { writeFileSync } from 'node:fs';
import { bearClosedOutput, cancelOnSignals } from '../seams/signals.ts';
import { wordsOfMs } from '../domain/duration.ts';
import type { RunContext } from '../action/runner/github-context.ts';
import type { InputName } from '../action/runner/settings.ts';
import { oneLine } from '../action/tell/lines.ts';
import { createRedactor, holdsSecret, type Redactor } from '../domain/secrets.ts';
import { reportOf } from '../action/tell/report-json.ts';
import { runCheck } from '../action/run/tries.ts';
import type { CheckSettings } from '../action/judge/check-settings.ts';
import { readSettings, type InputProblem } from '../action/runner/settings.ts';
import type { Watch } from '../action/run/running-drill.ts';
import { ConfigError } from '../config/config-error.ts';
import { UsageError } from './complain.ts';
import { coloured, conclusion } from './drill-words.ts';
import { print, printError, type Line } from './print.ts';

/** What `drill` is told; times are as people write them, like 60s. */
export interface DrillOptions {
  readonly relay: string;
  readonly environment?: string;
  readonly service: string;
  readonly release?: string;
  readonly by?: string;
  readonly expect?: string;
  readonly timeout?: string;
  readonly maxAckMs?: string;
  readonly maxSlackMs?: string;
  readonly maxPageMs?: string;
  readonly scenario?: string;
  readonly retries?: string;
  readonly recordDeploy: boolean;
  readonly json?: string;
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
  bearClosedOutput();
  const cancel = cancelOnSignals();
  const settings = settingsOf(options, isTokenNamed);
  const redactor = createRedactor([settings.drillSecret, settings.token]);
  const decided = await runCheck({ settings, redactor, watch: watchFor(options, redactor), cancel });
  const runs = redactor.deep(decided);
  const lines = conclusion(runs, settings, options.quiet);
  const { result, unreachable } = (decided.at(-1) ?? decided[0]).verdict;
  const tell = options.quiet ? printError : print;
  for (const line of lines) tell({ ...line, text: redactor.text(line.text) });
  if (options.json !== undefined)
    write(options.json, JSON.stringify(reportOf(runs, settings), null, 2), redactor);
  process.exitCode = result === 'passed' ? 0 : unreachable ? 3 : 1;
}

function settingsOf(options: DrillOptions, isTokenNamed: boolean): CheckSettings {
  const { secretEnv, tokenEnv, by } = options;
  const token = process.env[tokenEnv] ?? '';
  // Without tokens a relay answers to its own machine, so a missing CI_TOKEN may be right; a missing name is not.
  if (isTokenNamed && token === '')
    throw new UsageError(`${variableOf('--token-env', tokenEnv)} is empty or not set. ${nameIt}`);
  const nobody: RunContext = {
    service: null,
    release: null,
    by: by ?? null,
    what: null,
    compareUrl: null,
    runUrl: null,
  };
  const read = readSettings(
    {
      'relay-url': options.relay,
      'drill-secret': process.env[secretEnv] ?? '',
      token,
      environment: options.environment ?? '',
      service: options.service,
      release: options.release ?? '',
      expect: options.expect ?? '',
      timeout: options.timeout ?? '',
      'max-ack-ms': options.maxAckMs ?? '',
      'max-slack-ms': options.maxSlackMs ?? '',
      'max-page-ms': options.maxPageMs ?? '',
      scenario: options.scenario ?? '',
      retries: options.retries ?? '',
      'record-deploy': String(options.recordDeploy),
    },
    nobody,
  );
  if (read.ok) {
    const secrets = [secretEnv, tokenEnv].map((name) => process.env[name] ?? '');
    for (const name of ['by', 'json'] as const)
      if (secrets.some((secret) => holdsSecret(options[name] ?? '', secret)))
        throw new UsageError(
          `--${name}: It holds a secret. Write that in the environment, and nowhere else.`,
        );
    return read.settings;
  }
  throw new ConfigError(read.problems.map((problem) => problemLine(problem, options)));
}

function problemLine({ input, message }: InputProblem, { secretEnv, tokenEnv }: DrillOptions): string {
  if (input === 'drill-secret') return `${variableOf('--secret-env', secretEnv)}: ${message}`;
  if (input === 'token') return `${variableOf('--token-env', tokenEnv)}: ${message}`;
  return `${flags[input] ?? `--${input}`}: ${message}`;
}

const usualNames: readonly string[] = ['DRILL_SIGNING_SECRET', 'CI_TOKEN'];
const nameIt = 'Give the name of a variable, not the secret itself.';

/** Any other name than the usual one may be a secret that was given in a name's place, and is not repeated. */
function variableOf(flag: string, name: string): string {
  return usualNames.includes(name)
    ? `the environment variable ${name} (${flag})`
    : `the environment variable that ${flag} names`;
}

const flags: Readonly<Partial<Record<InputName, string>>> = { 'relay-url': '--relay' };

function watchFor({ quiet, verbose }: DrillOptions, redactor: Redactor): Watch {
  const say = (line: Line): void => {
    if (!quiet) print({ ...line, text: redactor.text(line.text) });
  };
  return {
    registered: (id) => say({ text: oneLine(`Drill ${id}`) }),
    note: (sentence) => say({ text: oneLine(`note: ${sentence}`) }),
    hop: (hop) => say(coloured(hop)),
    closed: () => undefined,
    again: (number, pauseMs, why) => say({ text: oneLine(`Try ${number} in ${wordsOfMs(pauseMs)}: ${why}`) }),
    trace: (line) => {
      if (verbose) printError(redactor.text(line));
    },
  };
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
