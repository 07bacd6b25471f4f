import { readFile } from 'node:fs/promises';

/** Linux counts here for how many µs any task waited for a processor (pressure stall information). */
const cpuPressure = '/proc/pressure/cpu';

/**
 * Begins to watch how busy this machine is; the answer tells which share of the time since then (0 to 1) somebody had
 * to wait for a processor, and null where the system does not say.
 */
export async function watchPace(from = cpuPressure): Promise<() => Promise<number | null>> {
  const since = performance.now();
  const before = await waitedMs(from);
  return async () => {
    const now = await waitedMs(from);
    if (before === null || now === null) return null;
    return Math.min(1, (now - before) / Math.max(1, performance.now() - since));
  };
}

async function waitedMs(from: string): Promise<number | null> {
  const told = await readFile(from, 'utf8').catch(() => '');
  const micros = /^some .*\btotal=(\d+)/m.exec(told)?.[1];
  return micros === undefined ? null : Number(micros) / 1000;
}
