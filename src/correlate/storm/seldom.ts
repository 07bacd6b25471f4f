import type { Cause } from '../../domain/cause.ts';
import type { Issue } from '../../domain/issue.ts';
import { severityRank } from '../../domain/severity.ts';
import { isReached } from './network.ts';

/** What several services can share; a full heap or disk is a machine's own. */
const sharedModes = new Set(
  ['dns', 'clock', 'certificate', 'policy', 'credentials'].map((name) => `mode:${name}`),
);

/**
 * What an issue names that others may name, too, however seldom; what cannot be reached is also known by its wording. A
 * mere warning is none, and neither is what happens on any day.
 */
export function seldomCauseOf({ evidence, severity }: Pick<Issue, 'evidence' | 'severity'>): Cause | null {
  const { named, unreachable, weak, expected, ordinary } = evidence;
  if (severityRank(severity) < severityRank('error') || expected === true || ordinary === true) return null;
  if (named === null) return unreachable ? (weak.find(({ kind }) => kind === 'template') ?? null) : null;
  return isReached(named) || named.kind === 'rule' || sharedModes.has(named.key) ? named : null;
}
