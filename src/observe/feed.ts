import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';

/** Tells watchers what the relay looks like now. Without watchers nothing is read and nothing is sent. */
export interface Feed<Frame> {
  /** Something changed; watchers get a frame soon. Cheap: call it as often as you like. */
  changed(): void;
  /** Calls back with the newest frame at once and after changes; the answer ends it. */
  watch(callback: (frame: Frame) => void): () => void;
  watchers(): number;
  /** Ends all watching. Calling it twice is legal. */
  close(): Promise<void>;
}

/** What a feed needs. */
interface FeedOptions<Frame> {
  readonly build: () => Promise<Frame>;
  /** An unscaled clock: people watch in real time, also when the relay's time runs faster. */
  readonly pace: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
  /** Least real ms between two frames (250). */
  readonly leastMs?: number;
  /** A frame comes after so many real ms even when nothing changed (1,000), so that ages and rates stay true. */
  readonly idleMs?: number;
}

/** A frame is made where webhooks are answered: for each ms that it took, nothing of the kind is done for so many. */
const restsEach = 20;
/** The longest such rest, real ms: whoever watches is told by then, also by a relay that has much to do. */
const restAtMostMs = 2_000;

/** A feed that coalesces any number of changes into one frame. */
export function createFeed<Frame>(options: FeedOptions<Frame>): Feed<Frame> {
  const watchers = new Set<(frame: Frame) => void>();
  const stop = new AbortController();
  let wake: AbortController | null = null;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (watchers.size > 0 && !stop.signal.aborted) {
      wake = new AbortController();
      const { signal } = wake;
      const began = options.pace.now();
      await tellAll(watchers, options);
      const took = options.pace.now() - began;
      const rest = Math.min(restAtMostMs, Math.max(options.leastMs ?? 250, took * restsEach));
      await options.pace.sleep(rest, stop.signal);
      const idle = (options.idleMs ?? 1_000) - rest;
      if (idle > 0) await options.pace.sleep(idle, AbortSignal.any([signal, stop.signal]));
    }
    running = null;
  }

  return {
    changed: () => wake?.abort(),
    watch: (callback) => {
      watchers.add(callback);
      if (running === null) running = run();
      else wake?.abort();
      return () => watchers.delete(callback);
    },
    watchers: () => watchers.size,
    close: async () => {
      stop.abort();
      watchers.clear();
      await running;
    },
  };
}

async function tellAll<Frame>(
  watchers: ReadonlySet<(frame: Frame) => void>,
  options: FeedOptions<Frame>,
): Promise<void> {
  try {
    const frame = await options.build();
    for (const tell of watchers) tell(frame);
  } catch (error) {
    options.log.warn(
      { error: String(error) },
      'The live page missed a frame, because the overview could not be read.',
    );
  }
}
