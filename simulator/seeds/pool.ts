import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Broke, FromWorker, Played, ToWorker } from './messages.ts';

const worker = path.join(import.meta.dirname, 'worker.ts');

/** How stories are played beside each other. */
interface PoolOptions {
  readonly jobs: number;
  /** The next story; null: there is no more. */
  readonly next: () => ToWorker | null;
  readonly broke: (broke: Broke) => void;
  readonly played: (played: Played) => void;
  /** A bug to put into the relay; null: none. */
  readonly bug: string | null;
}

/**
 * Plays stories in processes of their own, each in its own time.
 * @throws Error when a process ends without an answer: then there is a mistake in the simulation.
 */
export async function playAll(options: PoolOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.jobs }, () => one(options)));
}

function one({ next, broke, played, bug }: PoolOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(worker, [], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, ...(bug === null ? {} : { STORMRELAY_PLANTED_BUG: bug }) },
    });
    let seed: number | null = null;
    const go = (): void => {
      const story = next();
      seed = story?.seed ?? null;
      if (story === null) child.disconnect();
      else child.send(story);
    };
    child.on('message', (message: FromWorker) => {
      if (message.kind === 'failed') {
        child.kill();
        reject(new Error(`The story of seed ${message.seed} could not be played: ${message.reason}`));
        return;
      }
      if (message.kind === 'broke') {
        broke(message.broke);
        return;
      }
      if (message.kind === 'played') played(message.played);
      go();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (seed === null) resolve();
      else reject(new Error(`A process ended with code ${code} while it played seed ${seed}.`));
    });
  });
}
