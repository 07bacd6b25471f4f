import { isLoopback } from '../fakes/control/small-storm.ts';
import type { Control } from './control-client.ts';
import { WrongUseError } from './wrong-use.ts';

/** A relay that already runs, and how it and the fakes behind it may be asked. */
export interface ExistingRelay {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sentry's client secret that it accepts. */
  readonly secret: string;
  /** Opens its API, where it asks for a token. */
  readonly adminToken?: string;
  readonly control?: Control;
  readonly mayWakePeople: boolean;
  /** Options that held a secret on the command line: the command that repeats the run does not say it again. */
  readonly withheld: readonly string[];
}

/** What the command line says about it. */
export interface RelayOptions {
  readonly relay?: string;
  readonly secret?: string;
  readonly adminToken?: string;
  readonly control?: string;
  readonly token?: string;
  readonly mayWakePeople?: boolean;
  readonly speed?: number;
}

/** Variables that hold the secrets, so that no process list shows them: the relay's own names where it has one. */
export const SECRET_VARIABLES = {
  secret: 'SENTRY_SIGNING_SECRETS',
  adminToken: 'ADMIN_TOKEN',
  token: 'FAKES_CONTROL_TOKEN',
} as const;

/** The relay that the options name, or null; throws WrongUseError. Secrets come from options, else from variables. */
export function existingRelay(options: RelayOptions, env: NodeJS.ProcessEnv): ExistingRelay | null {
  const { relay, control, speed, mayWakePeople = false } = options;
  if (relay === undefined) {
    refuseWithoutRelay(options);
    return null;
  }
  const url = addressOf('--relay', relay);
  const secret = options.secret ?? inVariable(env, SECRET_VARIABLES.secret)?.split(',')[0]?.trim();
  const adminToken = options.adminToken ?? inVariable(env, SECRET_VARIABLES.adminToken);
  if (!isLoopback(url) && !mayWakePeople)
    throw new WrongUseError(
      `--relay ${url} is not on this machine. The storm is written to that relay as if it were real, and may wake people: add --may-wake-people if it shall`,
    );
  if (secret === undefined || secret === '')
    throw new WrongUseError(
      `--relay needs --secret (or ${SECRET_VARIABLES.secret}): the Sentry client secret that the relay accepts`,
    );
  if (speed !== undefined && speed !== 1)
    throw new WrongUseError('--relay runs at speed 1: that relay has a clock of its own');
  const fakes = controlOf(control, options.token, env);
  return {
    url,
    secret,
    mayWakePeople,
    ...(adminToken === undefined ? {} : { adminToken }),
    ...(fakes === null ? {} : { control: fakes }),
    withheld: [
      ...(options.secret === undefined ? [] : ['--secret']),
      ...(options.adminToken === undefined ? [] : ['--admin-token']),
      ...(options.token === undefined ? [] : ['--token']),
    ],
  };
}

function refuseWithoutRelay({ secret, adminToken, control, token, mayWakePeople }: RelayOptions): void {
  if ([secret, adminToken, control, token, mayWakePeople].some((one) => one !== undefined))
    throw new WrongUseError(
      '--secret, --admin-token, --control, --token and --may-wake-people go with --relay URL',
    );
}

function controlOf(
  control: string | undefined,
  given: string | undefined,
  env: NodeJS.ProcessEnv,
): Control | null {
  if (control === undefined) {
    if (given !== undefined) throw new WrongUseError('--control and --token go together');
    return null;
  }
  const token = given ?? inVariable(env, SECRET_VARIABLES.token);
  if (token === undefined)
    throw new WrongUseError(
      `--control and --token go together (the variable ${SECRET_VARIABLES.token} does for --token)`,
    );
  return { url: addressOf('--control', control), token };
}

/** An address is printed and repeated, so it must hold nothing that may be a secret; what is refused is not repeated. */
function addressOf(option: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username + url.password + url.search + url.hash !== ''
  )
    throw new WrongUseError(
      `${option} has to be an http or https URL without user name, password and query, for example http://127.0.0.1:8080`,
    );
  return url.href.replace(/\/+$/, '').replace(/\/webhooks\/sentry$/, '');
}

function inVariable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
