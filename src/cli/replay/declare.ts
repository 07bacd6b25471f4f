import type { Command } from 'commander';
import type { ReportOptions } from '../shadow/report.ts';
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
    .option(
      '--diff',
      'what the other rules change: pages, incidents, messages (with --since this is the default)',
    )
    .option('--no-diff', 'what comes of the other rules alone')
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
    .action(async (_: unknown, command: Command) => {
      const thread = (await import('./ahead/start-thread.ts')).startThread();
      const { replay } = await import('./replay.ts');
      await replay(command.optsWithGlobals<ReplayOptions>(), thread);
    });
}

/** Declares `shadow`. It is loaded with the list of all commands, and loads its work when it is asked for. */
export function addShadow(program: Command): void {
  program
    .command('shadow')
    .description('See what receivers with shadow: true would have sent.')
    .command('report')
    .option('--since <time>', 'how far back, for example 24h or 7d', '7d')
    .option(
      '--theirs <file>',
      'what paged there, as NDJSON or CSV (docs/shadow.md), in place of the webhooks of PagerDuty that came',
    )
    .option('--window <time>', 'how far apart two pages may be that are of the same trouble', '15m')
    .option('--night <hours>', 'when a page wakes somebody up, in hours', '22-7')
    .option('--timezone <zone>', 'in which times are shown and nights are counted', 'UTC')
    .option('--markdown', 'as Markdown, for a document or an issue')
    .option('--json', 'everything that was compared, as one JSON document')
    .description('Lay what would have paged here beside what paged in PagerDuty. It never sends anything.')
    .action(async (options: ReportOptions) => (await import('../shadow/report.ts')).report(options));
}
