import { sideScreen, type Screen } from '../terminal/terminal.ts';
import { againBy } from './again-by.ts';
import type { Broke, Played } from './messages.ts';

/** Whoever reads a log is told after so many stories, or so long, ms. */
const [eachStories, eachMs] = [100, 30_000] as const;

/** What is told of a run while it goes on. */
interface Progress {
  /** A story has failed; it is made shorter only now. */
  broke(broke: Broke): void;
  played(one: Pick<Played, 'virtualMs' | 'broken'>): void;
  /** Takes away what would stand in the midst of something else that is told. */
  clear(): void;
}

/** Tells how far a run has got, beside its output: on a terminal one line that is written anew, elsewhere one now and then. */
export function followProgress(
  { seeds, bug }: { readonly seeds: number; readonly bug: string | null },
  out: Pick<Screen, 'redraws' | 'columns' | 'write'> = sideScreen,
  now: () => number = () => performance.now(),
): Progress {
  const began = now();
  const so = { played: 0, virtualMs: 0, failed: 0 };
  let told = { played: 0, at: began };
  const what = bug === null ? '' : `${bug}: `;
  const line = (): string =>
    `${what}${so.played} of ${seeds} stories, ${(so.virtualMs / 3_600_000).toFixed(1)} storm-hours, ` +
    `${so.failed} failed, ${((now() - began) / 60_000).toFixed(1)} minutes`;
  const clear = (): void => {
    if (out.redraws) out.write('\r\u001B[K');
  };
  return {
    clear,
    broke: (broke) => {
      // A bug that was put in is to be found.
      if (bug !== null) return;
      clear();
      out.write(`seed ${broke.seed} failed: ${broke.rule}: ${againBy(broke.seed, [])}\n`);
    },
    played: ({ virtualMs, broken }) => {
      so.played += 1;
      so.virtualMs += virtualMs;
      so.failed += broken.length > 0 ? 1 : 0;
      if (out.redraws) out.write(`\r\u001B[K${line().slice(0, out.columns() - 1)}`);
      else if (so.played - told.played >= eachStories || now() - told.at >= eachMs) {
        told = { played: so.played, at: now() };
        out.write(`${line()}\n`);
      }
    },
  };
}
