import { randomInt } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { Command, InvalidArgumentError } from 'commander';
import { newBlocks } from '../fakes/slack/new-blocks.ts';
import type { Fakes } from '../fakes/start.ts';
import { heedNoColor } from '../terminal/colours.ts';
import { complain, sayWhole } from '../terminal/terminal.ts';
import { ClockSettingError, clockOf } from './clock-setting.ts';

interface Flags {
  readonly json?: boolean;
  readonly seed?: number;
  readonly target?: string;
  readonly sentrySecret?: string;
  readonly strict?: boolean;
  readonly newBlocks?: boolean;
  readonly slackPort?: number;
  readonly pagerdutyPort?: number;
  readonly controlPort?: number;
  readonly windowPort?: number;
}

enableCompileCache();
heedNoColor(process.env);

const command = new Command('npm run fakes --')
  .description('Starts a fake Sentry, Slack and PagerDuty on this machine, with the real services’ limits.')
  .option('--json', 'print one line of JSON instead of the description')
  .option('--seed <number>', 'tokens, ids and chance follow from it (default: random)', wholeNumber)
  .option('--target <url>', 'webhook URL of the relay that the fake Sentry sends to', webAddress)
  .option('--sentry-secret <secret>', 'client secret that signs the webhooks (default: made from the seed)')
  .option('--strict', 'no burst credit: whoever posts faster than 1 a second and channel gets a 429 at once')
  .option('--new-blocks', 'the fake Slack’s workspace has the blocks data_table and card')
  .option('--slack-port <port>', 'port of the fake Slack (default: any free one)', port)
  .option('--pagerduty-port <port>', 'port of the fake PagerDuty (default: any free one)', port)
  .option('--control-port <port>', 'port of the control server (default: any free one)', port)
  .option('--window-port <port>', 'port of the page (default: any free one)', port)
  .configureOutput({
    writeOut: (text) => sayWhole(text.replace(/\n$/, '')),
    writeErr: (text) => complain(text.replace(/\n$/, '')),
  })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

/** Reads a whole number; commander turns the error into one line for people. */
function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(value);
}

function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError('It has to be a port, a whole number from 0 to 65535.');
  return Number(value);
}

function webAddress(value: string): string {
  if (!URL.canParse(value) || !/^https?:/.test(value))
    throw new InvalidArgumentError('It has to be an http or https URL.');
  return value;
}

async function run(flags: Flags): Promise<void> {
  const clock = clockOf(process.env);
  const [{ startFakes }, { describeFakes }] = await Promise.all([
    import('../fakes/start.ts'),
    import('../fakes/describe.ts'),
  ]);
  const fakes = await startFakes({
    clock,
    seed: flags.seed ?? randomInt(1_000_000_000),
    ports: {
      slack: flags.slackPort ?? 0,
      pagerduty: flags.pagerdutyPort ?? 0,
      control: flags.controlPort ?? 0,
      window: flags.windowPort ?? 0,
    },
    ...(flags.strict === true && { limits: { strict: true } }),
    ...(flags.newBlocks === true && { newBlocks }),
    ...(flags.target !== undefined && { target: flags.target }),
    ...(flags.sentrySecret !== undefined && { sentrySecret: flags.sentrySecret }),
  });
  stopOnSignal(fakes);
  sayWhole(flags.json === true ? JSON.stringify(fakes.connection) : describeFakes(fakes.connection, clock));
}

function stopOnSignal(fakes: Fakes): void {
  const stop = (): void => void fakes.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

command.action(run);
try {
  await command.parseAsync();
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(error instanceof ClockSettingError ? 2 : 1);
}
