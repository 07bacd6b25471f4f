import { describe, expect, it, onTestFinished } from 'vitest';
import { startWorkerThread } from '../../src/roles/worker-thread.ts';

function started(file: string): ReturnType<typeof startWorkerThread> {
  const thread = startWorkerThread(new URL(file, import.meta.url));
  onTestFinished(() => thread.terminate());
  return thread;
}

describe('the thread of brain and dispatch', () => {
  it('says why it ended when something in it threw', async () => {
    expect(await started('./throwing-worker.ts').ended).toBe('The heap is on fire.');
  });

  it('says with which code it ended by itself', async () => {
    expect(await started('./leaving-worker.ts').ended).toBe('It ended with code 7.');
  });
});
