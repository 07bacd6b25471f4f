import { variables } from '../config/variables.ts';
import type { EnvironmentLists } from '../domain/environment/environment.ts';
import { defaultPolicy, type Policy } from '../domain/policy.ts';

const chat = { id: 'slack', kind: 'chat', lane: 'slack', credential: 'slack' } as const;
const pager = { id: 'pagerduty', kind: 'pager', lane: 'pagerduty', credential: 'pagerduty' } as const;

/** The default rules, with one receiver of each kind that stands for the real ones, for a relay that needs no secret. */
export function standInPolicy(): Policy {
  return { ...defaultPolicy, receivers: [chat, pager], environments: listedEnvironments() };
}

/** The operator's lists, where they stand in this shell as they stand in the relay's. */
function listedEnvironments(): EnvironmentLists {
  const read = (name: 'ENVIRONMENTS_PRODUCTION' | 'ENVIRONMENTS_QUIET'): readonly string[] =>
    variables[name].safeParse(process.env[name]).data ?? [];
  return { production: read('ENVIRONMENTS_PRODUCTION'), quiet: read('ENVIRONMENTS_QUIET') };
}
