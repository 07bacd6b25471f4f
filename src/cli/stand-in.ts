import { loadRehearsal, loadRules, namesReceivers } from '../config/load.ts';
import { compilePolicy, rulesPolicy } from '../config/policy.ts';
import type { Policy } from '../domain/policy.ts';

const chat = { id: 'slack', kind: 'chat', lane: 'slack', credential: 'slack' } as const;
const pager = { id: 'pagerduty', kind: 'pager', lane: 'pagerduty', credential: 'pagerduty' } as const;

/** The rules of this shell or file, with one receiver of each kind that stands for the real ones: no secret is needed. */
export function standInPolicy(): Policy {
  return { ...rulesPolicy(loadRules(process.env)), receivers: [chat, pager] };
}

/**
 * The same, with the receivers that the file names where it names any. Made-up secrets stand for those that are missing.
 * @throws ConfigError with what is wrong.
 */
export function ownPolicy(): Policy {
  return namesReceivers(process.env) ? compilePolicy(loadRehearsal(process.env).settings) : standInPolicy();
}
