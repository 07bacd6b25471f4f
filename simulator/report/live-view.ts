import type { LiveRun } from '../run/run-scenario.ts';
import { passable, type Screen } from '../terminal/terminal.ts';
import { lanesOf } from './lanes-answer.ts';
import { plainLine, screenLines, snapshotOf, type Snapshot } from './progress.ts';

const REDRAW_EVERY_MS = 250;
const LINE_EVERY_MS = 5000;
// The escape character, by its number so that the source stays printable.
const ESC = String.fromCharCode(27);

/** What draws a run: `erase` takes the last picture away again, where that is possible. */
interface Painter {
  paint(one: Snapshot): void;
  erase(): void;
}

/**
 * Shows a run while it goes on: one screen drawn over itself on a terminal, a line now and then elsewhere. The last
 * picture stays, unless many runs are to leave one line each.
 */
export function showLive(
  screen: Screen,
  { keep }: { readonly keep: boolean },
): (live: LiveRun) => () => void {
  return (live) => {
    const painter = screen.redraws ? onTerminal(screen) : inLines(screen);
    let over = false;
    let busy = false;
    const look = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      const [books, lanes] = await Promise.all([live.api.books(), live.api.lanes()]);
      if (!isOver()) painter.paint(snapshotOf(live, books, lanesOf(lanes)));
      busy = false;
    };
    // A function, because the run may end while the relay is being asked.
    const isOver = (): boolean => over;
    const timer = setInterval(() => void look(), screen.redraws ? REDRAW_EVERY_MS : LINE_EVERY_MS);
    return () => {
      if (over) return;
      over = true;
      clearInterval(timer);
      if (!keep) painter.erase();
    };
  };
}

function inLines(screen: Screen): Painter {
  return {
    paint: (one) => {
      screen.write(`${passable(plainLine(one))}\n`);
    },
    erase: () => undefined,
  };
}

function onTerminal(screen: Screen): Painter {
  let drawn = 0;
  const draw = (rows: readonly string[]): void => {
    const back = drawn > 0 ? `${ESC}[${drawn}A` : '';
    screen.write(`${back}${rows.map((row) => `${ESC}[2K${row}\n`).join('')}${ESC}[J`);
    drawn = rows.length;
  };
  return {
    // One cell stays free: a row that fills the last one would make some terminals begin another.
    paint: (one) => {
      draw(screenLines(one, screen.columns() - 1));
    },
    erase: () => {
      draw([]);
    },
  };
}
