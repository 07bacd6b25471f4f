import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import { whySilent, type BeatFacts, type HeartStanding, type Silence } from './why-silent.ts';

/** What beating needs. */
interface HeartDeps {
  /** Tells the switch; answers with null, or with why it was not reached, as a sentence. Never rejects. */
  readonly send: () => Promise<string | null>;
  readonly facts: () => Promise<BeatFacts>;
  readonly everyMs: number;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

/** After a beat that did not arrive, or one that was not due: whoever waits for it hears soon once all is well. */
const soonMs = 10_000;

/** Tells a dead man's switch again and again that the whole pipeline works, and nothing while it does not. */
export class Heart {
  private readonly deps: HeartDeps;
  private lastSentAt: number | null = null;
  private silent: readonly Silence[] = ['not-running'];
  private failed: string | null = null;

  constructor(deps: HeartDeps) {
    this.deps = deps;
  }

  standing(): HeartStanding {
    return { lastSentAt: this.lastSentAt, silent: this.silent, failed: this.failed };
  }

  /** Beats until the signal aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, everyMs } = this.deps;
    while (!signal.aborted) {
      const arrived = await this.beat();
      await clock.sleep(arrived ? everyMs : Math.min(everyMs, soonMs), signal);
    }
  }

  private async beat(): Promise<boolean> {
    const { send, clock } = this.deps;
    this.tell(await this.look());
    if (this.silent.length > 0) return false;
    const failed = await send();
    if (failed === null) this.lastSentAt = clock.now();
    else if (failed !== this.failed)
      this.deps.log.warn({ event: 'heartbeat-failed' }, `The dead man's switch was not reached: ${failed}`);
    this.failed = failed;
    return failed === null;
  }

  /** A store that cannot be read is one that does not work. */
  private async look(): Promise<readonly Silence[]> {
    try {
      return whySilent(await this.deps.facts());
    } catch {
      return ['store-refuses'];
    }
  }

  private tell(silent: readonly Silence[]): void {
    const before = this.silent;
    this.silent = silent;
    if (silent.join() === before.join()) return;
    if (silent.length === 0)
      this.deps.log.info({ event: 'heartbeat' }, "The dead man's switch is told that all works.");
    else this.deps.log.warn({ event: 'heartbeat-silent', silent }, "The dead man's switch is told nothing.");
  }
}
