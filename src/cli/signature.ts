import { createHmac } from 'node:crypto';
import { templateOf } from '../correlate/evidence/template/template.ts';
import { UsageError } from './complain.ts';
import { linesOf } from './input-lines.ts';
import { readText } from './payload-file.ts';
import { print, printLines } from './print.ts';

/** What `signature` is told besides the payload. */
export interface SignatureOptions {
  readonly secretEnv?: string;
  readonly lines?: true;
}

/**
 * `stormrelay signature <payload>`: signs a payload as Sentry would, to try the door by hand.
 * `stormrelay signature --lines`: shows what the relay makes of messages, to see which of them it takes for one.
 */
export async function signature(payload: string | undefined, options: SignatureOptions): Promise<void> {
  if (options.lines === true) await signatures(payload, options);
  else sign(payload, options);
}

function sign(path: string | undefined, { secretEnv: name }: SignatureOptions): void {
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
async function signatures(path: string | undefined, { secretEnv }: SignatureOptions): Promise<void> {
  if (path !== undefined || secretEnv !== undefined)
    throw new UsageError('--lines reads messages from standard input, and takes neither payload nor secret.');
  for await (const lines of linesOf(process.stdin)) {
    if (!(await printLines(lines.map(templateOf)))) break;
  }
}
