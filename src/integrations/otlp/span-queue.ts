import { inTime, type Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import { otlpJson, type Resource } from './otlp-json.ts';
import type { SpanPost } from './post-spans.ts';
import type { Span } from './span.ts';

/** What a queue needs. */
interface SpanQueueDeps {
  readonly to: SpanPost;
  readonly resource: Resource;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Log;
  /** So many were taken by the collector, or are lost. */
  readonly count: (outcome: 'exported' | 'dropped', spans: number) => void;
}

/** More wait for nobody: what comes while a collector is slow or away is dropped, and counted. */
const mostWaiting = 2_048;
const spansAPost = 512;
const everyMs = 1_000;
/** So long a relay that stops waits for its collector, ms. */
const lastMs = 1_000;

const unanswered = 'the collector had not answered when the relay stopped.';

/** Spans on their way to a collector. It holds up nothing: whoever adds one waits for nothing. */
export class SpanQueue {
  private readonly deps: SpanQueueDeps;
  private waiting: Span[] = [];
  private failed: string | null = null;
  /** The connection is given up: what a post comes to by that is no news of the collector. */
  private closed = false;

  constructor(deps: SpanQueueDeps) {
    this.deps = deps;
  }

  /** Takes a span, which is made only where there is room for it. */
  add(made: () => Span | null): void {
    if (this.waiting.length >= mostWaiting) {
      this.deps.count('dropped', 1);
      return;
    }
    const span = made();
    if (span !== null) this.waiting.push(span);
  }

  /** Posts what waits, until the signal aborts and what waited then is posted, or a moment is over. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { to, clock } = this.deps;
    const posting = this.follow(signal);
    while (!signal.aborted) await clock.sleep(everyMs, signal);
    await inTime(clock, lastMs, posting);
    this.closed = true;
    await to.close();
  }

  private async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.deps.clock.sleep(everyMs, signal);
      await this.post();
    }
  }

  /** A post that failed is not repeated: the next has newer ones to tell. */
  private async post(): Promise<void> {
    const { to, resource, count, log } = this.deps;
    while (this.waiting.length > 0) {
      const spans = this.waiting.slice(0, spansAPost);
      const answer = await to.post(otlpJson(resource, spans));
      const why = answer !== null && this.closed ? unanswered : answer;
      this.waiting = this.waiting.slice(spans.length);
      count(why === null ? 'exported' : 'dropped', spans.length);
      if (why !== null && why !== this.failed && !(this.closed && this.failed !== null))
        log.warn({ event: 'traces-failed' }, `Traces were not taken: ${why}`);
      this.failed = why;
      if (why !== null) return;
    }
  }
}
