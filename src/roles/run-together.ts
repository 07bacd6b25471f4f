/** Something that goes on until a signal aborts. */
interface Runs {
  run(signal: AbortSignal): Promise<unknown>;
}

/** Runs what there is of these side by side; resolves when the last has ended. */
export async function runTogether(parts: readonly (Runs | null)[], signal: AbortSignal): Promise<void> {
  await Promise.all(parts.flatMap((one) => (one === null ? [] : [one.run(signal)])));
}
