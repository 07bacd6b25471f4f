import { parseEnv } from 'node:util';
import { loadRules, toldBy } from '../../config/load.ts';
import { rulesPolicy } from '../../config/policy.ts';
import type { Policy } from '../../domain/policy.ts';
import { policyLike } from '../../ingest/policy-changes.ts';
import { UsageError } from '../complain.ts';
import { readText } from '../payload-file.ts';
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

/**
 * The rules that these files mean; null where there is no file. No secret is needed: where the file names receivers,
 * made-up ones stand for those that are missing; where it names nobody, who is told stays as it is, and so does what
 * follows from secrets.
 * @param present The rules as they are.
 * @throws ConfigError or UsageError with what is wrong in them.
 */
export function otherRules(files: RuleFiles, present: Policy): Policy | null {
  if (!hasRules(files)) return null;
  const { config, env, policy } = files;
  const base = config === undefined && env === undefined ? present : rulesInConfig({ config, env }, present);
  return policy === undefined ? base : rulesInJson(policy, base);
}

function rulesInConfig({ config, env }: RuleFiles, present: Policy): Policy {
  const own = env === undefined ? {} : parseEnv(readText(env));
  const file = config === undefined ? {} : { STORMRELAY_CONFIG: config };
  const environment = { ...process.env, ...own, ...file };
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

function rulesInJson(path: string, present: Policy): Policy {
  const read = policyLike(present, parsed(path));
  if ('problems' in read)
    throw new UsageError(read.problems.map((problem) => `${path}: ${problem}`).join('\n'));
  return read.policy;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
