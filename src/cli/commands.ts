import { Command } from 'commander';
import { addCheck } from './check.ts';
import { addDeadLetters } from './dead-letters.ts';
import { addDrill } from './drill.ts';
import { addExplain } from './explain.ts';
import { addIncidents } from './incidents.ts';
import { addQuarantine } from './quarantine.ts';
import { addServe } from './serve.ts';
import { addSignature } from './signature.ts';
import { addTimeline } from './timeline.ts';
import { complain } from './complain.ts';
import { print, printError } from './print.ts';
import { version } from './version.ts';

/** Runs the command that the arguments name. The exit code is 0, 1 for a failure, 2 for wrong use; `drill` adds 3. */
export async function run(): Promise<void> {
  const program = new Command('stormrelay')
    .description('Relays Sentry alerts to Slack and PagerDuty, and keeps its head in a storm.')
    .version(version(), '-V, --version', 'Print the version.')
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
    addExplain,
    addDeadLetters,
    addQuarantine,
    addTimeline,
    addIncidents,
    addSignature,
    addDrill,
  ];
  for (const add of commands) add(program);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = complain(error);
  }
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
