import { isWhole, type Cause, type Evidence } from '../../domain/cause.ts';
import { dependencyCause, hostCause } from './evidence.ts';
import { narrower, sameFamily } from './engines.ts';

/**
 * What two pieces of evidence share by name: the same rule or mode, the same dependency without contradiction, or the
 * same host; else null. Engines that differ contradict, names that differ contradict, an IP address never does.
 */
export function sharedCause(a: Evidence, b: Evidence): Cause | null {
  if (a.named === null || b.named === null) return null;
  if (isWhole(a.named) || isWhole(b.named)) return a.named.key === b.named.key ? a.named : null;
  const names = a.names.filter((name) => b.names.includes(name));
  if (a.family !== null && b.family !== null) return sharedDependency(a, b, names);
  // One side tells the engine, the other only the host: the name must link them.
  if (names.length === 0) return null;
  const family = a.family ?? b.family;
  return family === null ? hostCause(names) : dependencyCause(family, names);
}

function sharedDependency(a: Evidence, b: Evidence, shared: readonly string[]): Cause | null {
  if (a.family === null || b.family === null || !sameFamily(a.family, b.family)) return null;
  const family = narrower(a.family, b.family);
  if (shared.length > 0) return dependencyCause(family, shared);
  if (a.names.length > 0 && b.names.length > 0) return null;
  return dependencyCause(family, a.names.length > 0 ? a.names : b.names);
}

/** Whether both name what failed, and it cannot be the same. */
export function contradict(a: Evidence, b: Evidence): boolean {
  return a.named !== null && b.named !== null && sharedCause(a, b) === null;
}

/**
 * Whether both name what failed, and it is something else: of hosts that differ by nothing but their numbers, one is as good
 * as another.
 */
export function isAnother(a: Evidence, b: Evidence): boolean {
  return contradict(withoutNumbers(a), withoutNumbers(b));
}

function withoutNumbers(evidence: Evidence): Evidence {
  return { ...evidence, names: evidence.names.map((name) => name.replaceAll(/\d+/g, '0')) };
}
