/** The command that plays a story again, without these of its events. */
export function againBy(seed: number, without: readonly number[]): string {
  const left = without.length === 0 ? '' : ` --without ${without.join(',')}`;
  return `npm run simulate-seeds -- --seeds 1 --from ${seed}${left}`;
}
