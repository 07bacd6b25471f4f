/** Which one of a list is meant, as ` (number 2)`; empty when it is no list. */
export function listPlace(path: readonly PropertyKey[]): string {
  const [index] = path;
  return typeof index === 'number' ? ` (number ${index + 1})` : '';
}
