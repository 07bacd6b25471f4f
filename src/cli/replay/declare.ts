import type { Command } from 'commander';
import type { ReplayOptions } from './replay.ts';

/** Declares `replay`. It is loaded with the list of all commands, and loads its work when it is asked for. */
export function addReplay(program: Command): void {
  program
    .command('replay')
    .option(
      '--from <file>',
      'captured webhooks, one JSON object a line: at, resource, body; or - for standard input',
    )
    .option('--since <time>', "the inbox of this relay's store, for example 24h; the relay may run")
    .option('--env <file>', 'other rules: variables, NAME=value a line, laid on those of now')
    .option('--policy <file>', 'other rules: what of the policy is another, as JSON')
    .option(
      '--base-config <file>',
      'what the other rules are compared with, where it is not the rules of now',
    )
    .option('--base-env <file>', 'the same as variables')
    .option('--base-policy <file>', 'the same as JSON')
    .option('--diff', 'what the other rules change: pages, incidents, messages')
    .option('--markdown', 'the difference as a comment on a pull request')
    .option('--scenario <file>', 'write it as a storm of the simulator, scrubbed of personal data and tokens')
    .option('--incident <id>', 'of the scenario: only what became part of this one')
    .option('--json', 'every decision with its codes, one JSON object a line')
    .option('--host <host...>', 'further hosts that links may lead to', [])
    .option('--drain <time>', 'how long time goes on after the last entry (default: 15m, with --since 0s)')
    .addHelpText(
      'after',
      '\nHere --config names other rules: a stormrelay.yaml in the place of the one of now.',
    )
    .description('Say what the relay would have made of webhooks in their own time. It never sends anything.')
    .action(async (_: unknown, command: Command) =>
      (await import('./replay.ts')).replay(command.optsWithGlobals<ReplayOptions>()),
    );
}
