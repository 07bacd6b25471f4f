import type { Cause, Evidence } from '../../domain/cause.ts';
import { sharedCause } from './shared-cause.ts';

/** What is meant where several things cannot be reached, and all say that no way leads there. */
export const networkCause: Cause = { kind: 'mode', key: 'mode:network', title: 'the network has no route' };

/** So many things that have nothing to do with each other are not out of reach by chance. */
const leastTargets = 3;

/** Whether no way leads to several things that are not the same: then it is none of them that failed. */
export function areManyTargets(evidences: readonly Evidence[]): boolean {
  const targets: Evidence[] = [];
  for (const evidence of evidences) {
    if (evidence.noRoute !== true || evidence.named === null) continue;
    if (targets.some((target) => sharedCause(target, evidence) !== null)) continue;
    targets.push(evidence);
    if (targets.length >= leastTargets) return true;
  }
  return false;
}
