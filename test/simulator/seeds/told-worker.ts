import { leaveTheMachine } from '../../../simulator/seeds/machine/globals.ts';
import type { Story } from '../../../simulator/seeds/story/story.ts';

/** A process of its own: it leaves its machine, and plays the story that it is sent. */
leaveTheMachine();
const { runStory } = await import('../../../simulator/seeds/run-seed.ts');
process.on('message', (story: Story) => {
  void runStory(story).then(
    (outcome) => {
      globalThis.gc?.();
      process.send?.({ ...outcome, heap: process.memoryUsage().heapUsed });
    },
    (error: unknown) => process.send?.({ failed: String(error instanceof Error ? error.stack : error) }),
  );
});
process.send?.('ready');
