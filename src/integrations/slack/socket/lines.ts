import type { Clock } from '../../../seams/clock.ts';
import type { Log } from '../../../seams/log.ts';
import { NoLine, type Envelope, type OpenLine } from './line.ts';

/** How the connections stand. */
interface SocketStanding {
  /** How many are open. */
  readonly connected: number;
  /** Why none is, as a sentence; null while one is. */
  readonly trouble: string | null;
}

/** What keeping them open needs. */
interface SocketLinesDeps {
  /** Opens one. @throws NoLine */
  readonly open: (hear: (envelope: Envelope) => void) => Promise<OpenLine>;
  readonly hear: (envelope: Envelope) => void;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

/** Slack renews connections every few hours: so that one is there meanwhile, there are two (of ten that an app may have). */
const lineCount = 2;
/** Real ms before the first attempt after a failure; doubled by each further one. */
const againMs = 1_000;
const againMostMs = 30_000;
/** Only a person mends a token. */
const tokenMs = 60_000;
/** A connection that was over sooner had something wrong with it. */
const soundMs = 5_000;

/** One of the connections. */
interface Line {
  open: boolean;
}

/** Keeps connections to Slack open: at once where Slack renews one, with patience where there is none to be had. */
export class SocketLines {
  private readonly deps: SocketLinesDeps;
  private readonly lines: readonly Line[] = Array.from({ length: lineCount }, () => ({ open: false }));
  private trouble: string | null = 'It has not connected yet.';
  private told: string | null = null;

  constructor(deps: SocketLinesDeps) {
    this.deps = deps;
  }

  standing(): SocketStanding {
    return { connected: this.lines.filter(({ open }) => open).length, trouble: this.trouble };
  }

  /** Runs until the signal, whatever Slack does. Whoever stops does not wait for an attempt that is under way. */
  async run(signal: AbortSignal): Promise<void> {
    const over = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await Promise.race([over, Promise.all(this.lines.map((line) => this.keep(line, signal)))]);
    for (const line of this.lines) line.open = false;
  }

  private async keep(line: Line, signal: AbortSignal): Promise<void> {
    const { pace } = this.deps;
    for (let failures = 0; !signal.aborted;) {
      const began = pace.now();
      const waitMs = await this.live(line, signal, failures);
      failures = pace.now() - began >= soundMs ? 0 : failures + 1;
      if (waitMs > 0) await pace.sleep(waitMs, signal);
    }
  }

  /** One life of a line; answers with how long to wait before the next. */
  private async live(line: Line, signal: AbortSignal, failures: number): Promise<number> {
    const { open, hear, pace } = this.deps;
    try {
      const opening = await open(hear);
      const since = pace.now();
      const stop = (): void => opening.close();
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      else this.opened(line);
      await opening.over;
      signal.removeEventListener('abort', stop);
      if (!signal.aborted) this.ended(line, 'The connection was closed, and is being renewed.');
      return pace.now() - since >= soundMs || failures === 0 ? 0 : againMs;
    } catch (error) {
      const isTokens = error instanceof NoLine && error.isTokens;
      this.ended(line, error instanceof Error ? error.message : String(error));
      return isTokens ? tokenMs : Math.min(againMostMs, againMs * 2 ** Math.min(failures, 10));
    }
  }

  private opened(line: Line): void {
    line.open = true;
    if (this.trouble !== null) this.deps.log.info({ lines: lineCount }, 'Connected to Slack (Socket Mode).');
    this.trouble = null;
    this.told = null;
  }

  private ended(line: Line, why: string): void {
    line.open = false;
    if (this.standing().connected > 0) return;
    this.trouble = why;
    if (this.told === why) return;
    this.told = why;
    this.deps.log.warn(
      { why },
      'Not connected to Slack (Socket Mode): what people press there does nothing until it is.',
    );
  }
}
