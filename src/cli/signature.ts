import { createHmac } from 'node:crypto';
import type { Command } from 'commander';
import { bearClosedOutput } from '../action/closed-output.ts';
import { templateOf } from '../correlate/template.ts';
import { UsageError } from './complain.ts';
import { linesOf } from './input-lines.ts';
import { readText } from './payload-file.ts';
import { print, printLines } from './print.ts';

interface Options {
  readonly secretEnv?: string;
  readonly lines?: true;
}

/**
 * `stormrelay signature <payload>`: signs a payload as Sentry would, to try the door by hand.
 * `stormrelay signature --lines`: shows what the relay makes of messages, to see which of them it takes for one.
 */
export function addSignature(program: Command): void {
  program
    .command('signature')
    .argument('[payload]', 'a file with the exact bytes of the body, or - for standard input')
    .option(
      '--secret-env <name>',
      'the environment variable that holds the secret (a secret on a command line shows in the process list)',
    )
    .option('--lines', 'read messages from standard input, one a line, and print the signature of each')
    .description(
      'Sign a payload as Sentry does (HMAC-SHA256 over the raw bytes, in hex), or print the signatures of messages.',
    )
    .action(async (payload: string | undefined, options: Options) => {
      if (options.lines === true) await signatures(payload, options);
      else sign(payload, options);
    });
}

function sign(path: string | undefined, { secretEnv: name }: Options): void {
  if (path === undefined || name === undefined)
    throw new UsageError(
      'Signing needs a payload and --secret-env with the name of the variable that holds the secret. ' +
        'For the signatures of messages use --lines.',
    );
  const secret = process.env[name];
  if (secret === undefined || secret === '')
    throw new Error(`The environment variable ${name} is empty or not set.`);
  print(createHmac('sha256', secret).update(readText(path)).digest('hex'));
}

/** One line out for each line in, in their order, until the input ends or nobody reads the output any more. */
async function signatures(path: string | undefined, { secretEnv }: Options): Promise<void> {
  if (path !== undefined || secretEnv !== undefined)
    throw new UsageError('--lines reads messages from standard input, and takes neither payload nor secret.');
  bearClosedOutput();
  for await (const lines of linesOf(process.stdin)) {
    if (!(await printLines(lines.map(templateOf)))) break;
  }
}
