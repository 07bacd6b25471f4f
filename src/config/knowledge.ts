import type { Policy } from '../domain/policy.ts';
import { maintenanceOf } from './routing/maintenance-meant.ts';
import type { Values } from './schema/leaves.ts';
import { knowledgeLeaves } from './schema/routing-leaves.ts';

/** What the operators know of their system, as a policy keeps it. */
export type Knowledge = Pick<Policy, 'severities' | 'causeRules' | 'inhibitRules' | 'maintenance'>;

/** The settings that say it. */
type KnowledgeValues = Pick<Values, keyof typeof knowledgeLeaves | 'time_intervals'>;

/** Whether all of them are right. */
export function hasKnowledge<V extends Partial<Values>>(values: V): values is V & KnowledgeValues {
  return [...Object.keys(knowledgeLeaves), 'time_intervals'].every((path) => Object.hasOwn(values, path));
}

/** What the settings say; nothing stands where nothing was said, as in policies of older relays. */
export function knowledgeOf(values: KnowledgeValues): Knowledge {
  const { 'correlation.rules': causeRules, inhibit_rules: inhibitRules, severities } = values;
  const maintenance = maintenanceOf(values);
  return {
    ...(Object.keys(severities).length === 0 ? {} : { severities }),
    ...(causeRules.length === 0 ? {} : { causeRules }),
    ...(inhibitRules.length === 0 ? {} : { inhibitRules }),
    ...(maintenance.length === 0 ? {} : { maintenance }),
  };
}
