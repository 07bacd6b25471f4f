import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { say, screen } from '../terminal/terminal.ts';
import type { ReportFile } from '../report/report-files.ts';
import type { Repeated } from '../report/repeat-command.ts';
import { existingRelay, SECRET_VARIABLES, type ExistingRelay, type RelayOptions } from './existing-relay.ts';
import { WrongUseError } from './wrong-use.ts';

/** What the command line asks for. */
export interface StormArguments {
  /** A scenario's name, or `all`. */
  readonly scenario: string;
  readonly speed: number;
  readonly seeds: readonly number[];
  /** So many runs at a time. */
  readonly jobs: number;
  readonly reports: readonly ReportFile[];
  /** Keep the relay's live page open until Enter is pressed. */
  readonly ui: boolean;
  /** Who is stormed beside the relay. */
  readonly versus: 'naive' | null;
  readonly existing: ExistingRelay | null;
}

/** The user only asked for help, which commander has printed. */
export class HelpShown extends Error {
  override readonly name = 'HelpShown';
}

/** Six times faster than life: fast enough to watch, slow enough to measure. */
const DEFAULT_SPEED = 6;
/** Printed with every run, so that it can be repeated. */
const DEFAULT_SEED = 1;

interface RawOptions extends RelayOptions {
  seed?: number;
  seeds?: number;
  jobs?: number;
  report?: string;
  html?: string;
  junit?: string;
  badge?: string;
  ui?: boolean;
  versus?: 'naive';
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}

function speedNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0.1 || value > 200)
    throw new InvalidArgumentError('It has to be a number from 0.1 to 200.');
  return value;
}

function program(): Command {
  const command = new Command('npm run simulate-storm --')
    .description('Replays an outage against the relay and judges what Slack and PagerDuty saw.')
    .argument('[scenario]', 'a file of fixtures/storms without its ending, or "all"', 'redis-outage')
    .addOption(
      new Option('--speed <n>', `virtual seconds in a real one (default ${DEFAULT_SPEED})`).argParser(
        speedNumber,
      ),
    )
    .addOption(
      new Option('--seed <n>', `the seed of chance (default ${DEFAULT_SEED})`).argParser(wholeNumber),
    )
    .addOption(new Option('--seeds <n>', 'run seeds 1 to n').argParser(wholeNumber).conflicts('seed'))
    .addOption(
      new Option('--jobs <n>', 'so many runs at a time, each with a relay of its own (default 1)')
        .argParser(wholeNumber)
        .conflicts(['relay', 'ui']),
    )
    .option('--report <file>', 'write the figures as JSON')
    .option('--html <file>', 'write a page: what Slack said, who was woken, a chart, every check')
    .option('--junit <file>', 'write every check as a test, for CI')
    .option('--badge <file>', 'write how many passed as a badge (SVG)')
    .addOption(
      new Option(
        '--versus <relay>',
        'storm another relay beside it: "naive" makes each webhook a message and a page',
      )
        .choices(['naive'])
        .conflicts(['relay', 'jobs']),
    )
    .option(
      '--ui',
      "open the page in a browser, name the relay's live page, and keep both until Enter is pressed (where somebody can)",
    );
  return addRelayOptions(command)
    .addHelpText('after', NOTES)
    .allowExcessArguments(false)
    .exitOverride()
    .configureHelp({ minWidthToWrap: LEAST_DESCRIPTION })
    .configureOutput({
      writeOut: (text) => say(text.replace(/\n$/, ''), 0),
      writeErr: () => undefined,
      getOutHelpWidth: () => Math.min(screen.columns(), WIDEST_HELP),
    });
}

function addRelayOptions(command: Command): Command {
  return command
    .option('--relay <url>', 'storm a relay that already runs, on this machine, at speed 1')
    .option('--may-wake-people', 'let --relay be elsewhere: its people may be woken by the storm')
    .option('--secret <secret>', `that relay's Sentry client secret, or ${SECRET_VARIABLES.secret}`)
    .option('--admin-token <token>', `opens that relay's API, or ${SECRET_VARIABLES.adminToken}`)
    .option('--control <url>', 'control URL of "npm run fakes", to judge what they saw')
    .option('--token <token>', `control token of "npm run fakes", or ${SECRET_VARIABLES.token}`);
}

/** Longer rows are hard to read, and shorter columns than this are too. */
const WIDEST_HELP = 100;
const LEAST_DESCRIPTION = 24;

const NOTES = `
Secrets are better given as variables (${Object.values(SECRET_VARIABLES).join(', ')}): an option shows in the process list. They are never printed, also not in "Again:". The books of a relay that has an admin token are judged only with it.
NO_COLOR, FORCE_COLOR and COLUMNS hold.

Exit codes: 0 every check held; 1 one did not, or the run could not be finished; 2 wrong use.`;

/** Reads the command line and the variables that hold secrets; throws WrongUseError, or HelpShown. */
export function readArguments(args: readonly string[], env: NodeJS.ProcessEnv = {}): StormArguments {
  const command = program();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpShown();
    throw new WrongUseError(oneClearLine(error.message));
  }
  const options = command.opts<RawOptions>();
  if (options.seeds === 0) throw new WrongUseError("option '--seeds <n>' needs at least 1");
  if (options.jobs === 0) throw new WrongUseError("option '--jobs <n>' needs at least 1");
  const existing = existingRelay(options, env);
  return {
    scenario: command.args[0] ?? 'redis-outage',
    speed: existing === null ? (options.speed ?? DEFAULT_SPEED) : 1,
    seeds:
      options.seeds === undefined
        ? [options.seed ?? DEFAULT_SEED]
        : Array.from({ length: options.seeds }, (_, index) => index + 1),
    jobs: options.jobs ?? 1,
    reports: reportsOf(options),
    ui: options.ui === true,
    versus: options.versus ?? null,
    existing,
  };
}

function reportsOf({ report, html, junit, badge }: RawOptions): readonly ReportFile[] {
  const files = { '--report': report, '--html': html, '--junit': junit, '--badge': badge } as const;
  return (Object.keys(files) as (keyof typeof files)[]).flatMap((option) => {
    const file = files[option];
    return file === undefined ? [] : [{ option, file }];
  });
}

/** commander's complaint in one line; what was written behind an unknown option's "=" may be a secret. */
function oneClearLine(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(/(unknown option '[^'=]*)=[^]*?'(?=\n|$)/, "$1'")
    .replaceAll(/\s*\n\s*/g, ' ');
}

/** What the command that repeats a run has besides its scenario, seed and speed. */
export function repeatedOf({ existing, reports, ui, versus }: StormArguments): Repeated {
  const relay =
    existing === null
      ? []
      : [
          '--relay',
          existing.url,
          ...(existing.mayWakePeople ? ['--may-wake-people'] : []),
          ...(existing.control === undefined ? [] : ['--control', existing.control.url]),
        ];
  const files = reports.flatMap(({ option, file }) => [option, file]);
  const page = [...(ui ? ['--ui'] : []), ...(versus === null ? [] : ['--versus', versus])];
  return {
    words: [...relay, ...files, ...page],
    wordsOfOne: [...relay, ...page],
    ownSpeed: existing === null,
    withheld: existing?.withheld ?? [],
  };
}
