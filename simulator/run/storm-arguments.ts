import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Control } from './control-client.ts';

/** What the command line asks for. */
export interface StormArguments {
  /** A scenario's name, or `all`. */
  readonly scenario: string;
  readonly speed: number;
  readonly seeds: readonly number[];
  readonly report: string | null;
  readonly html: string | null;
  /** Keep the relay's live page open until Enter is pressed. */
  readonly ui: boolean;
  readonly existing: { readonly url: string; readonly secret: string; readonly control?: Control } | null;
}

/** The command line cannot be understood; the message is one clear line. */
export class WrongUseError extends Error {
  override readonly name = 'WrongUseError';
}

/** The user only asked for help, which commander has printed. */
export class HelpShown extends Error {
  override readonly name = 'HelpShown';
}

/** Six times faster than life: fast enough to watch, slow enough to measure. */
export const DEFAULT_SPEED = 6;
/** Printed with every run, so that it can be repeated. */
export const DEFAULT_SEED = 1;

interface RawOptions {
  speed?: number;
  seed?: number;
  seeds?: number;
  report?: string;
  html?: string;
  ui?: boolean;
  relay?: string;
  secret?: string;
  control?: string;
  token?: string;
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

function webAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new InvalidArgumentError('It has to be an http or https URL.');
  return text;
}

function program(): Command {
  return new Command('npm run simulate-storm --')
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
    .option('--report <file>', 'write the figures as JSON')
    .option('--html <file>', 'write a page with a timeline')
    .option('--ui', "name the relay's live page, and keep it until Enter is pressed")
    .addOption(
      new Option('--relay <url>', 'storm a relay that already runs, at speed 1').argParser(webAddress),
    )
    .option('--secret <secret>', "that relay's Sentry client secret")
    .addOption(
      new Option('--control <url>', 'control URL of `npm run fakes`, to judge what they saw').argParser(
        webAddress,
      ),
    )
    .option('--token <token>', 'control token of `npm run fakes`')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

/** Reads the command line; throws WrongUseError, or HelpShown. */
export function readArguments(args: readonly string[]): StormArguments {
  const command = program();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpShown();
    throw new WrongUseError(error.message.replace(/^error: /, ''));
  }
  const options = command.opts<RawOptions>();
  if (options.seeds === 0) throw new WrongUseError("option '--seeds <n>' needs at least 1");
  const existing = existingRelay(options);
  return {
    scenario: command.args[0] ?? 'redis-outage',
    speed: existing === null ? (options.speed ?? DEFAULT_SPEED) : 1,
    seeds:
      options.seeds === undefined
        ? [options.seed ?? DEFAULT_SEED]
        : Array.from({ length: options.seeds }, (_, index) => index + 1),
    report: options.report ?? null,
    html: options.html ?? null,
    ui: options.ui === true,
    existing,
  };
}

function existingRelay(options: RawOptions): StormArguments['existing'] {
  const { relay, secret, control, token, speed } = options;
  if (relay === undefined) {
    if (secret !== undefined || control !== undefined || token !== undefined)
      throw new WrongUseError('--secret, --control and --token go with --relay URL');
    return null;
  }
  if (secret === undefined)
    throw new WrongUseError('--relay needs --secret: the Sentry client secret that the relay accepts');
  if (speed !== undefined && speed !== 1)
    throw new WrongUseError('--relay runs at speed 1: that relay has a clock of its own');
  if ((control === undefined) !== (token === undefined))
    throw new WrongUseError('--control and --token go together');
  return {
    url: relay,
    secret,
    ...(control === undefined || token === undefined ? {} : { control: { url: control, token } }),
  };
}
