import { startWorkerThread } from '../../roles/worker-thread.ts';
import { keepSmall } from './memory.ts';

/**
 * `stormrelay serve`: runs the relay until SIGTERM or SIGINT. Whoever was killed in mid-storm waits for it: the modules of
 * brain and dispatch load beside those of the door, and not after them.
 */
export async function serve(): Promise<void> {
  keepSmall();
  const thread = startWorkerThread();
  try {
    const { runRelay } = await import('./relay.ts');
    await runRelay(thread);
  } finally {
    // Settings that are wrong leave it without work, and it would keep the process.
    await thread.terminate();
  }
}
