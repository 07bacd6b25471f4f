/** What a stored value is not: of the shape that was asked for. */
export const misfit: unique symbol = Symbol('misfit');

/** Reads one kind of stored value: as it is, without what nobody knows, or not at all. */
export type Shape<T> = (stored: unknown) => T | typeof misfit;

/** Named values, each of its own shape. */
export type Fields = Readonly<Record<string, Shape<unknown>>>;

/** The values that fit a shape. */
export type ValueOf<S> = S extends Shape<infer T> ? Exclude<T, typeof misfit> : never;

/** The values that fit some fields. */
export type Values<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

/** A text, often a sender's: unescaped. */
export const text: Shape<string> = (stored) => (typeof stored === 'string' ? stored : misfit);

/** A count, a likelihood, or virtual ms. */
export const number: Shape<number> = (stored) =>
  typeof stored === 'number' && Number.isFinite(stored) ? stored : misfit;

/** Yes or no. */
export const flag: Shape<boolean> = (stored) => (typeof stored === 'boolean' ? stored : misfit);

/** One of a few words. */
export function wordOf<const W extends string>(...words: readonly W[]): Shape<W> {
  return (stored) => words.find((word) => word === stored) ?? misfit;
}

/** Something, or null where there is none. */
export function maybe<T>(shape: Shape<T>): Shape<T | null> {
  return (stored) => (stored === null ? null : shape(stored));
}

/** What older relays did not write: for them something else stands. */
export function orElse<T>(shape: Shape<T>, otherwise: T): Shape<T> {
  return (stored) => (stored === undefined ? otherwise : shape(stored));
}

/** Some of one kind. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (stored) => {
    if (!Array.isArray(stored)) return misfit;
    const values: T[] = [];
    for (const one of stored) {
      const value = shape(one);
      if (value === misfit) return misfit;
      values.push(value);
    }
    return values;
  };
}

/** Named values. */
export function fieldsOf<F extends Fields>(fields: F): Shape<Values<F>> {
  const isWhole = (values: object): values is Values<F> =>
    Object.values(values).every((one) => one !== misfit);
  return (stored) => {
    if (!isRecord(stored)) return misfit;
    const values = Object.fromEntries(
      Object.entries(fields).map(([name, shape]) => [name, shape(stored[name])]),
    );
    return isWhole(values) ? values : misfit;
  };
}

/** Whether a stored value has names in it at all. */
export function isRecord(stored: unknown): stored is Readonly<Record<string, unknown>> {
  return typeof stored === 'object' && stored !== null && !Array.isArray(stored);
}
