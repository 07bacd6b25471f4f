import { createHmac } from 'node:crypto';
import type { Command } from 'commander';
import { readText } from './payload-file.ts';
import { print } from './print.ts';

/** `stormrelay signature <payload>`: signs a payload as Sentry would, to try the door by hand. */
export function addSignature(program: Command): void {
  program
    .command('signature')
    .argument('<payload>', 'a file with the exact bytes of the body, or - for standard input')
    .requiredOption(
      '--secret-env <name>',
      'the environment variable that holds the secret (a secret on a command line shows in the process list)',
    )
    .description('Sign a payload as Sentry does: HMAC-SHA256 over the raw bytes, in hex.')
    .action((path: string, options: { secretEnv: string }) => signature(path, options.secretEnv));
}

function signature(path: string, name: string): void {
  const secret = process.env[name];
  if (secret === undefined || secret === '')
    throw new Error(`The environment variable ${name} is empty or not set.`);
  print(createHmac('sha256', secret).update(readText(path)).digest('hex'));
}
