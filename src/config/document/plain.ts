/** Whether a value is a mapping of YAML. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at the end of a way of keys, those of lists as numbers; undefined: nothing. */
export function valueIn(value: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return typeof key === 'number' ? (inner[key] as unknown) : undefined;
    return isMapping(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, value);
}

/** Whether a value counts as not set. */
export function isEmpty(value: unknown): boolean {
  return value == null || (typeof value === 'string' && value.trim() === '');
}
