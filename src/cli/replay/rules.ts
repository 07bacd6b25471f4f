import { parseEnv } from 'node:util';
import { ConfigError } from '../../config/config-error.ts';
import { pathText } from '../../config/document/place.ts';
import type { Environment } from '../../config/document/variable.ts';
import { loadRules, toldBy } from '../../config/load.ts';
import { rulesPolicy } from '../../config/policy.ts';
import type { Policy } from '../../domain/policy.ts';
import { objectAdvice, policyLike } from '../../ingest/policy-changes.ts';
import { UsageError } from '../complain.ts';
import { readNamed } from '../payload-file.ts';
import { ownPolicy } from '../stand-in.ts';

/** Files that hold other rules. */
export interface RuleFiles {
  /** A `stormrelay.yaml`, in the place of the one of now. */
  readonly config?: string | undefined;
  /** Variables as the relay reads them, `NAME=value` a line. */
  readonly env?: string | undefined;
  /** What of the rules is another, as JSON. */
  readonly policy?: string | undefined;
}

/** Whether there is any. */
export function hasRules({ config, env, policy }: RuleFiles): boolean {
  return config !== undefined || env !== undefined || policy !== undefined;
}

/** Other rules, as the files that name them were read. */
interface NamedRules {
  /** What whoever runs by them would have as its environment. */
  readonly environment: Environment;
  /** Whether any of it stands elsewhere than in this shell. */
  readonly isOther: boolean;
  readonly variables: NamedFile | null;
  readonly policy: NamedFile | null;
}

/** A file that an option names. */
interface NamedFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads these files, each once; null where there is none.
 * @param dashes How the options begin that name them.
 * @throws UsageError that says which of them cannot be read.
 */
export function rulesNamed(files: RuleFiles, dashes: '--' | '--base-' = '--'): NamedRules | null {
  if (!hasRules(files)) return null;
  const { config } = files;
  const read = (option: 'config' | 'env' | 'policy', toName: string): NamedFile | null => {
    const file = files[option];
    return file === undefined ? null : { file, text: readNamed(`${dashes}${option}`, file, toName) };
  };
  read('config', 'Write the path of a stormrelay.yaml.');
  const variables = read('env', 'Write the path of a file of NAME=value lines.');
  const own = variables === null ? {} : parseEnv(variables.text);
  return {
    environment: { ...process.env, ...own, ...(config !== undefined && { STORMRELAY_CONFIG: config }) },
    isOther: config !== undefined || variables !== null,
    variables,
    policy: read('policy', 'Write the path of a file of JSON.'),
  };
}

/**
 * The rules that were named; null where none were. No secret is needed: where the file names receivers, made-up ones
 * stand for those that are missing; where it names nobody, who is told stays as it is, and so does what follows from
 * secrets.
 * @param present The rules as they are.
 * @throws ConfigError or UsageError with what is wrong in them.
 */
export function otherRules(named: NamedRules | null, present: Policy): Policy | null {
  if (named === null) return null;
  const base = named.isOther ? rulesInConfig(named, present) : present;
  return named.policy === null ? base : rulesInJson(named.policy, base);
}

function rulesInConfig({ environment, variables }: NamedRules, present: Policy): Policy {
  try {
    return rulesOf(environment, present);
  } catch (error) {
    if (!(error instanceof ConfigError) || variables === null) throw error;
    throw new ConfigError(error.problems.map((problem) => placed(problem, variables)));
  }
}

/** What is said of a variable, with the file and the line that set it. */
function placed(problem: string, { file, text }: NamedFile): string {
  const [, name] = /^([A-Z][A-Z0-9_]*)(?: \(number \d+\))?: /.exec(problem) ?? [];
  const set = new RegExp(String.raw`^\s*(?:export\s+)?${name ?? ''}\s*=`);
  const line = name === undefined ? -1 : text.split('\n').findLastIndex((one) => set.test(one));
  return line < 0 ? problem : `${file}:${line + 1}: ${problem}`;
}

function rulesOf(environment: Environment, present: Policy): Policy {
  const told = toldBy(environment);
  // Channels and keys that hear of everything are no part of routes that hold now.
  if (told === 'receivers' || (told === 'everybody' && present.routing !== undefined))
    return ownPolicy(environment);
  const rules = rulesPolicy(loadRules(environment));
  const { pagerTells, unheard, tellsDeploys } = present.paging;
  const kept = Object.fromEntries(
    ofReceivers.map((part) => [part, present[part]] as const).filter(([, said]) => said !== undefined),
  );
  return { ...rules, ...kept, paging: { ...rules.paging, pagerTells, unheard, tellsDeploys } };
}

/** What of a policy says who is told of what, and how. */
const ofReceivers = [
  'receivers',
  'drillReceivers',
  'leaving',
  'routing',
  'shadows',
  'ownTrouble',
  'broadcast',
  'rooms',
  'resolveInSentry',
] as const satisfies readonly (keyof Policy)[];

function rulesInJson({ file, text }: NamedFile, present: Policy): Policy {
  const read = policyLike(present, parsed(file, text));
  if ('policy' in read) return read.policy;
  const said = read.problems.map(({ path, message }) =>
    path.length === 0 ? `${file}: ${message}` : `${file}: ${pathText(path)}: ${message}`,
  );
  throw new UsageError(said.join('\n'));
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Node says where, but not of every mistake.
    const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? [];
    const place = line === undefined || column === undefined ? file : `${file}:${line}:${column}`;
    throw new UsageError(`${place}: This is no JSON. ${objectAdvice}`);
  }
}
