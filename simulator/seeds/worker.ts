import { leaveTheMachine } from './machine/globals.ts';
import { plant } from './bugs/plant.ts';
import { plantedBugs } from './bugs/planted.ts';
import type { ToWorker, FromWorker } from './messages.ts';

/** A process of its own: it leaves its machine, loads the relay, and plays the stories that it is told to. */
const tell = (message: FromWorker): void => void process.send?.(message);
const bug = process.env['STORMRELAY_PLANTED_BUG'];
if (bug !== undefined) {
  const planted = plantedBugs[bug];
  if (planted !== undefined) plant(planted);
}
leaveTheMachine();
const { playSeed } = await import('./play.ts');
process.on('message', (message: ToWorker) => {
  void playSeed(message, (broke) => tell({ kind: 'broke', broke })).then(
    (played) => tell({ kind: 'played', played }),
    (error: unknown) =>
      tell({
        kind: 'failed',
        seed: message.seed,
        reason: String(error instanceof Error ? error.stack : error),
      }),
  );
});
tell({ kind: 'ready' });
