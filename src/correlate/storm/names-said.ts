import type { Evidence } from '../../domain/cause.ts';

const said = new WeakMap<readonly Evidence[], readonly string[]>();

/** All names in a storm's evidence, worked out once for as long as its members say nothing else: most without a name say none. */
export function namesSaid(evidences: readonly Evidence[]): readonly string[] {
  const known = said.get(evidences);
  if (known !== undefined) return known;
  const names = [...new Set(evidences.flatMap((evidence) => evidence.names))];
  said.set(evidences, names);
  return names;
}
