import type { LiveRun } from '../run/run-scenario.ts';
import { lanesOf } from './lanes-answer.ts';
import { plainLine, screenLines, snapshotOf, type Snapshot } from './progress.ts';

/** Where the live view writes: a terminal, or a file or pipe. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const REDRAW_EVERY_MS = 250;
const LINE_EVERY_MS = 5000;
// The escape character, by its number so that the source stays printable.
const ESC = String.fromCharCode(27);

/** Shows a run while it goes on: one screen drawn over itself on a terminal, a line now and then elsewhere. */
export function showLive(screen: Screen): (live: LiveRun) => () => void {
  const terminal = screen.isTTY === true;
  return (live) => {
    const paint = terminal ? painter(screen) : (one: Snapshot) => void screen.write(`${plainLine(one)}\n`);
    let over = false;
    let busy = false;
    const look = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      const [books, lanes] = await Promise.all([live.api.books(), live.api.lanes()]);
      if (!isOver()) paint(snapshotOf(live, books, lanesOf(lanes)));
      busy = false;
    };
    // A function, because the run may end while the relay is being asked.
    const isOver = (): boolean => over;
    const timer = setInterval(() => void look(), terminal ? REDRAW_EVERY_MS : LINE_EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  };
}

function painter(screen: Screen): (one: Snapshot) => void {
  let drawn = 0;
  return (one) => {
    const lines = screenLines(one).map((line) => clipped(line, screen.columns ?? 120));
    const back = drawn > 0 ? `${ESC}[${drawn}A` : '';
    screen.write(back + lines.map((line) => `${ESC}[2K${line}\n`).join(''));
    drawn = lines.length;
  };
}

const COLOUR = new RegExp(`${ESC}\\[[0-9;]*m`, 'g');

/** A wrapped line would break the redrawing; too long a line loses its colours and its end. */
function clipped(line: string, columns: number): string {
  const plain = line.replaceAll(COLOUR, '');
  return plain.length < columns ? line : plain.slice(0, Math.max(0, columns - 1));
}
