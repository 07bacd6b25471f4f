import type { z } from 'zod';

/** One setting: what the variable is called, what may be written, and what it is for. */
interface Leaf<V extends string | null, S extends z.ZodType> {
  /** Null: only a file says it. */
  readonly variable: V;
  readonly shape: S;
  /** For editors, in one line. */
  readonly about: string;
  /** Its value is kept out of what is printed, and may stand in a file of its own. */
  readonly secret: boolean;
  /** The keys within its value that are secrets, and may stand in files of their own. */
  readonly secretKeys: readonly string[];
  /** False: only the environment says it. */
  readonly inFile: boolean;
}

/** A setting. */
export function leaf<const V extends string | null, S extends z.ZodType>(
  variable: V,
  shape: S,
  about: string,
): Leaf<V, S> {
  return { variable, shape, about, secret: false, secretKeys: [], inFile: true };
}

/** A setting that is a secret, or a list of secrets. */
export function secretLeaf<const V extends string | null, S extends z.ZodType>(
  variable: V,
  shape: S,
  about: string,
): Leaf<V, S> {
  return { variable, shape, about, secret: true, secretKeys: [], inFile: true };
}
