import { loadRehearsal, loadRules, toldBy } from '../config/load.ts';
import { compilePolicy, rulesPolicy } from '../config/policy.ts';
import type { Environment } from '../config/document/variable.ts';
import type { Policy, Receiver } from '../domain/policy.ts';

/** One of each kind that stands for the real ones: no secret is needed. */
const standIns: readonly Receiver[] = [
  { id: 'slack', kind: 'chat', lane: 'slack', credential: 'slack' },
  { id: 'pagerduty', kind: 'pager', lane: 'pagerduty', credential: 'pagerduty' },
];

/**
 * The rules of a shell and its file, with receivers and routes where they name any, else with stand-ins. Made-up secrets
 * stand for those that are missing.
 * @throws ConfigError with what is wrong.
 */
export function ownPolicy(environment: Environment = process.env): Policy {
  return toldBy(environment) === 'receivers'
    ? compilePolicy(loadRehearsal(environment).settings)
    : { ...rulesPolicy(loadRules(environment)), receivers: standIns };
}
