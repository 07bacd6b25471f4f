import { randomInt } from 'node:crypto';
import chalk from 'chalk';
import { Command, InvalidArgumentError } from 'commander';
import { createSimClock } from '../clock.ts';
import { startFakes, type Fakes } from '../fakes/start.ts';
import { describeFakes } from '../fakes/describe.ts';

interface Flags {
  readonly json?: boolean;
  readonly seed?: number;
  readonly target?: string;
  readonly sentrySecret?: string;
  readonly strict?: boolean;
  readonly slackPort?: number;
  readonly pagerdutyPort?: number;
  readonly controlPort?: number;
}

const command = new Command('fakes')
  .description('Starts a fake Sentry, Slack and PagerDuty on this machine, with the real services’ limits.')
  .option('--json', 'print one line of JSON instead of the description')
  .option('--seed <number>', 'tokens, ids and chance follow from it (default: random)', port)
  .option('--target <url>', 'webhook URL of the relay that the fake Sentry sends to')
  .option('--sentry-secret <secret>', 'client secret that signs the webhooks (default: made from the seed)')
  .option('--strict', 'no burst credit: whoever posts faster than 1 a second and channel gets a 429 at once')
  .option('--slack-port <port>', 'port of the fake Slack (default: any free one)', port)
  .option('--pagerduty-port <port>', 'port of the fake PagerDuty (default: any free one)', port)
  .option('--control-port <port>', 'port of the control server (default: any free one)', port)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

/** Reads a whole number; commander turns the error into one line for people. */
function port(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

async function run(flags: Flags): Promise<void> {
  const fakes = await startFakes({
    clock: createSimClock(1, Date.now()),
    seed: flags.seed ?? randomInt(1_000_000_000),
    ports: {
      slack: flags.slackPort ?? 0,
      pagerduty: flags.pagerdutyPort ?? 0,
      control: flags.controlPort ?? 0,
    },
    ...(flags.strict === true && { limits: { strict: true } }),
    ...(flags.target !== undefined && { target: flags.target }),
    ...(flags.sentrySecret !== undefined && { sentrySecret: flags.sentrySecret }),
  });
  stopOnSignal(fakes);
  console.log(flags.json === true ? JSON.stringify(fakes.connection) : describeFakes(fakes.connection));
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
  console.error(chalk.red(error instanceof Error ? error.message : String(error)));
  process.exit(1);
}
