import type { Evidence } from '../../domain/cause.ts';
import { isKind, sameFamily } from '../evidence/engines.ts';
import { sharedCause } from '../evidence/shared-cause.ts';
import type { StormView, Voter } from '../state/heard.ts';

/** Whether a failure names a dependency that members of a storm name too, and contradicts none of those that tell more. */
export function sameDependency(voter: Voter, storm: StormView): boolean {
  const { named, family, names } = voter.evidence;
  if (named?.kind !== 'dependency' || family === null) return false;
  const known = storm.evidences.filter((evidence) => evidence.named?.kind === 'dependency');
  const alike = known.filter((evidence) => sharedCause(voter.evidence, evidence) !== null);
  // A member that tells less ("database", an IP address) fits many; those that tell more say what this storm is about.
  const kin = known.filter((evidence) => alike.some((other) => sameEngine(evidence, other)));
  const same = kin.filter((evidence) => evidence.family === family);
  return (
    alike.length > 0 &&
    fitsAny(engineOf(voter.evidence), kin.flatMap(engineOf)) &&
    fitsAny(names, namesOf(same))
  );
}

function sameEngine(a: Evidence, b: Evidence): boolean {
  return a.family !== null && b.family !== null && sameFamily(a.family, b.family);
}

function engineOf(evidence: Evidence): readonly string[] {
  return evidence.family === null || isKind(evidence.family) ? [] : [evidence.family];
}

function namesOf(evidences: readonly Evidence[]): readonly string[] {
  return evidences.flatMap((evidence) => evidence.names);
}

/** Whether one of what is told is among what is known, where both tell anything. */
export function fitsAny(told: readonly string[], known: readonly string[]): boolean {
  return told.length === 0 || known.length === 0 || told.some((value) => known.includes(value));
}
