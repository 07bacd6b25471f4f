const { setImmediate: immediate } = globalThis;

/** Resolves when every promise that can go on has gone on. Loaded before the machine is left: it is the machine's own. */
export function settled(): Promise<void> {
  return new Promise((resolve) => immediate(resolve));
}
