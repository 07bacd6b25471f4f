import type { Policy } from '../domain/policy.ts';
import type { Values } from './schema/leaves.ts';
import { knowledgeLeaves } from './schema/routing-leaves.ts';

/** What the operators know of their system, as a policy keeps it. */
export type Knowledge = Pick<Policy, 'causeRules'>;

/** The settings that say it. */
type KnowledgeValues = Pick<Values, keyof typeof knowledgeLeaves>;

/** Whether all of them are right. */
export function hasKnowledge<V extends Partial<Values>>(values: V): values is V & KnowledgeValues {
  return Object.keys(knowledgeLeaves).every((path) => Object.hasOwn(values, path));
}

/** What the settings say; nothing stands where nothing was said, as in policies of older relays. */
export function knowledgeOf({ 'correlation.rules': causeRules }: KnowledgeValues): Knowledge {
  return { ...(causeRules.length === 0 ? {} : { causeRules }) };
}
