/** How deep the causes of an error are followed. */
const deepest = 6;

/** An error with its causes, the outermost first. */
export function causesOf(error: unknown): readonly object[] {
  const chain: object[] = [];
  let current: unknown = error;
  while (typeof current === 'object' && current !== null && chain.length < deepest) {
    chain.push(current);
    current = 'cause' in current ? current.cause : undefined;
  }
  return chain;
}

/** A text member of an error; null when it is none, or empty. */
export function textAt(value: object, key: 'code' | 'name' | 'message'): string | null {
  const text: unknown = key in value ? Reflect.get(value, key) : undefined;
  return typeof text === 'string' && text !== '' ? text : null;
}
