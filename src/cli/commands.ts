import { Command, Option } from 'commander';
import { addCatchUp, addIncidents, addLanes, addSilences } from './asking/declared.ts';
import { complain } from './complain.ts';
import type { Meant } from './dead-letters.ts';
import type { DrillOptions } from './drill.ts';
import type { ExplainOptions } from './explain/explain.ts';
import { print, printError } from './print.ts';
import { addReplay, addShadow } from './replay/declare.ts';
import type { SignatureOptions } from './signature.ts';
import { version } from './installed/version.ts';

/**
 * Runs the command that the arguments name. The exit code is 0, 1 for a failure, 2 for wrong use; `drill` adds 3.
 *
 * All commands are declared here, and each is loaded when it is asked for: a probe or an `acknowledge` in mid-storm
 * does not wait for the relay's own modules.
 */
export async function run(): Promise<void> {
  const program = new Command('stormrelay')
    .description('Relays Sentry alerts to Slack and PagerDuty, and keeps its head in a storm.')
    .version(version(), '-V, --version', 'Print the version.')
    .option('--config <file>', 'the configuration file; STORMRELAY_CONFIG names it otherwise')
    .configureHelp({ showGlobalOptions: true })
    .hook('preAction', (whole, command) => {
      // A replay runs beside the configuration of now: there the file holds other rules.
      if (command.name() !== 'replay') nameConfig(whole.opts<{ config?: string }>());
    })
    .showHelpAfterError()
    .configureOutput({
      writeOut: (text) => print(withoutEnd(text)),
      writeErr: (text) => printError(withoutEnd(text)),
      outputError: (text, write) => write(withoutValues(text)),
    })
    .exitOverride((error) => {
      // Wrong use is 2 everywhere; asking for help is not wrong.
      process.exit(error.exitCode === 0 ? 0 : 2);
    });
  const commands = [
    addServe,
    addCheck,
    addDoctor,
    addSchema,
    addExplain,
    addReplay,
    addDeadLetters,
    addQuarantine,
    addTimeline,
    addIncidents,
    addSilences,
    addLanes,
    addCatchUp,
    addShadow,
    addSignature,
    addDrill,
    addBackup,
  ];
  for (const add of commands) add(program);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = await complain(error);
  }
}

/** Whoever reads the settings finds the file by its variable. */
function nameConfig({ config }: { readonly config?: string }): void {
  if (config !== undefined) process.env['STORMRELAY_CONFIG'] = config;
}

function addServe(program: Command): void {
  program
    .command('serve')
    .description('Run the relay.')
    .action(async () => (await import('./serve/serve.ts')).serve());
}

interface CheckOptions {
  readonly online?: boolean;
  readonly withoutSecrets?: boolean;
  readonly tests?: readonly string[];
  readonly junit?: string;
}

function addCheck(program: Command): void {
  program
    .command('check')
    .option(
      '--online',
      'also ask Slack, PagerDuty and the addresses of programs, silently, whether they can be reached',
    )
    .option(
      '--without-secrets',
      'where nobody keeps the secrets, as in CI: one that is missing is no mistake then',
    )
    .option('--tests <file...>', 'run tests of the rules instead, in virtual time (docs/replay.md)')
    .option('--junit <file>', 'write their results there, as CI systems read them')
    .description('Check the configuration and say what it means.')
    .action(async ({ tests, junit, ...asked }: CheckOptions) => {
      if (tests === undefined) await (await import('./doctor/check.ts')).check(asked);
      else (await import('./replay/rule-tests.ts')).checkRules(tests, junit);
    });
}

function addDoctor(program: Command): void {
  program
    .command('doctor')
    .option('--json', 'one JSON document, for programs')
    .option('--fakes', 'beside fakes of Sentry, Slack and PagerDuty: no account and no secret is needed')
    .description(
      'Look at the configuration, the vendors, clock, disk, port and address, and say what to do about each finding.',
    )
    .addHelpText(
      'after',
      '\nIt posts nothing and pages nobody. Exit codes: 0 nothing is wrong, 1 something is, 2 the configuration cannot be used.',
    )
    .action(async (options: { json?: boolean; fakes?: boolean }) =>
      (await import('./doctor/doctor.ts')).doctor(options),
    );
}

function addSchema(program: Command): void {
  program
    .command('schema')
    .description('Print the JSON Schema of the configuration file, for editors.')
    .action(async () => (await import('./schema.ts')).schema());
}

function addExplain(program: Command): void {
  program
    .command('explain')
    .argument('<payload>', 'a file with the body of a Sentry webhook, or - for standard input')
    .option('--resource <name>', 'its Sentry-Hook-Resource, where the body does not tell')
    .option('--host <host...>', 'further hosts that links may lead to', [])
    .option(
      '--here',
      "beside what this relay's store knows: open storms, votes, what is usual; writes nothing",
    )
    .description(
      'Explain what the relay makes of a payload: parse, signature, cause, identity, storms, votes, decision, message.',
    )
    .action(async (path: string, options: ExplainOptions) =>
      (await import('./explain/explain.ts')).explain(path, options),
    );
}

function addDeadLetters(program: Command): void {
  const group = program
    .command('dead-letters')
    .description('List, show, replay and discard what cannot go on by itself.');
  const load = () => import('./dead-letters.ts');
  filtered(group.command('list').option('--all', 'closed ones too'))
    .description('List open dead letters, or some of them.')
    .action(async (meant: Meant) => (await load()).list(meant));
  group
    .command('show')
    .argument('<id>')
    .description('Show one: what it was to say, what was answered, and what became of it.')
    .action(async (id: string) => (await load()).show(id));
  const closing = (name: 'replay' | 'discard', description: string): void => {
    const command = group
      .command(name)
      .argument('[id...]', 'their numbers')
      .option('--all', 'all that are open');
    filtered(command).option('--by <name>', 'who does it').description(description);
    if (name === 'discard') command.option('--reason <text>', 'why, for whoever asks');
    command.action(async (ids: readonly string[], options: Meant) =>
      (await load()).close(name, ids, options),
    );
  };
  closing('replay', 'Try one again, or many: what is sent waits for its budget as ever.');
  closing('discard', 'Close one for good, or many.');
}

/** Which dead letters are meant. */
function filtered(command: Command): Command {
  return command
    .addOption(new Option('--kind <kind>', 'of what').choices(['entry', 'notification']))
    .option('--incident <incident>', 'of one incident, for example inc-42')
    .option('--code <code>', 'that died of this, for example content-refused')
    .option('--receiver <receiver>', 'of one receiver, for example slack/C024BE91L')
    .option('--since <moment>', 'that died since then: 2027-01-30T22:00:00+01:00');
}

function addQuarantine(program: Command): void {
  program
    .command('quarantine')
    .description('List deliveries whose signature matched no secret.')
    .option('--limit <n>', 'how many at most', '20')
    .action(async (options: { limit: string }) => (await import('./quarantine.ts')).quarantine(options));
}

function addTimeline(program: Command): void {
  program
    .command('timeline')
    .argument('<incident>', 'for example inc-1042')
    .option('--markdown', 'as the skeleton of a postmortem, in Markdown')
    .description('Tell the story of an incident.')
    .action(async (incident: string, { markdown = false }: { markdown?: boolean }) => {
      const { timeline, timelineMarkdown } = await import('./timeline.ts');
      await (markdown ? timelineMarkdown(incident) : timeline(incident));
    });
}

function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<file>', 'where the copy goes; a file that exists is never overwritten')
    .description('Write a consistent copy of the store, also while the relay runs.')
    .action(async (file: string) => (await import('./backup.ts')).backup(file));
}

function addSignature(program: Command): void {
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
    .action(async (payload: string | undefined, options: SignatureOptions) =>
      (await import('./signature.ts')).signature(payload, options),
    );
}

function addDrill(program: Command): void {
  program
    .command('drill')
    .description('Prove that an error still wakes someone: a synthetic alert through a running relay.')
    .requiredOption('--relay <url>', 'address of the relay')
    .option('--environment <name>', 'what is checked (default: production)')
    .option('--service <name>', 'the service that the drill speaks of', 'stormrelay')
    .option('--release <name>', 'the release that was deployed')
    .option('--by <name>', 'who asked for it')
    .option('--expect <hops>', 'slack | page | slack,page | ack-only (default: what the relay can prove)')
    .option('--timeout <time>', 'how long one try may take (default: 60s)')
    .option('--max-ack-ms <ms>', "limit of the webhook's answer (default: 1000, Sentry's own)")
    .option('--max-slack-ms <ms>', 'limit until Slack has it (default: 10000)')
    .option('--max-page-ms <ms>', 'limit until PagerDuty has it (default: 10000)')
    .option('--scenario <name>', 'single | storm (default: single)')
    .option('--retries <n>', 'whole tries after a failure that may pass by itself (default: 0)')
    .option('--record-deploy', 'record the deploy at the relay first', false)
    .option('--no-record-deploy', 'record none')
    .option('--json <file>', 'write the whole report there')
    .option('--secret-env <name>', 'the variable that holds the drill secret', 'DRILL_SIGNING_SECRET')
    .option('--token-env <name>', 'the variable that holds the CI token', 'CI_TOKEN')
    .option('--quiet', 'say only what is wrong', false)
    .option('--verbose', 'show each request', false)
    .addHelpText(
      'after',
      '\nExit codes: 0 passed, 1 failed or cancelled, 2 wrong use, 3 nothing answers at the address.',
    )
    .action(async (options: DrillOptions, command: Command) => {
      const isTokenNamed = command.getOptionValueSource('tokenEnv') !== 'default';
      await (await import('./drill.ts')).drill(options, isTokenNamed);
    });
}

/** The writer ends the line itself. */
function withoutEnd(text: string): string {
  return text.replace(/\n$/, '');
}

/** What stands in the wrong place may be a secret: only what looks like an option or a command is repeated. */
function withoutValues(text: string): string {
  return text.replace(/(unknown (?:option|command)) '([^]*?)'(?=\n|$)/, (_, what: string, given: string) => {
    const word = /^-{0,2}[a-z]+(?:-[a-z]+){0,3}(?==|$)/.exec(given)?.[0] ?? '';
    return word === '' || word.length > longestWord ? what : `${what} '${word}'`;
  });
}

const longestWord = 24;
