import type { CheckSettings } from '../judge/check-settings.ts';
import type { HopVerdict } from '../judge/hop-verdict.ts';
import { nothingSeen, type Observed, type Over } from '../judge/observed.ts';
import { judge, type Verdict } from '../judge/verdict.ts';
import type { CallBounds, RelayClient } from '../relay/relay-client.ts';
import type { Surroundings } from '../relay/surroundings.ts';

/** Who is told how a check comes along, as it does. */
export interface Watch {
  /** A drill exists at the relay from now on. */
  registered(drill: string): void;
  note(sentence: string): void;
  hop(hop: HopVerdict): void;
  /** Nothing of this drill is left open. */
  closed(drill: string): void;
  /** Another try begins after a pause. */
  again(tryNumber: number, pauseMs: number, why: string): void;
  /** A request was made: method, path, status, time. */
  trace(line: string): void;
}

/** What a try works with. */
export interface DrillParts {
  readonly settings: CheckSettings;
  readonly client: RelayClient;
  readonly surroundings: Surroundings;
  readonly watch: Watch;
  /** Aborted when the check is to stop. */
  readonly cancel: AbortSignal;
}

/** How long one call may take: whoever needs longer would also have lost Sentry's webhook. */
const longestCallMs = 5_000;

/** One try while it runs: what it has seen, and how much time it has left. */
export class RunningDrill {
  readonly parts: DrillParts;
  seen: Observed;

  constructor(parts: DrillParts) {
    this.parts = parts;
    this.seen = nothingSeen(parts.surroundings.now());
  }

  verdict(): Verdict {
    return judge(this.seen, this.parts.settings);
  }

  /** Notes what was seen, and tells who watches which hops are done by it. */
  note(more: Partial<Observed>): void {
    const { surroundings, watch } = this.parts;
    this.seen = { ...this.seen, ...more };
    const { settled } = this.seen;
    const done = this.verdict().hops.filter((hop) => hop.done && !(hop.name in settled));
    const now = surroundings.now();
    const doneNow = Object.fromEntries(done.map(({ name }) => [name, now]));
    this.seen = { ...this.seen, settled: { ...settled, ...doneNow } };
    // Judged anew: some take as long as it was until they were seen to be done.
    for (const hop of this.verdict().hops) if (hop.name in doneNow) watch.hop(hop);
  }

  /** Nothing more is waited for. The first reason stays. */
  stop(over: Over): void {
    this.note({ over: this.seen.over ?? (this.parts.cancel.aborted ? 'cancelled' : over) });
  }

  isOver(): boolean {
    return this.seen.over !== null || this.parts.cancel.aborted;
  }

  remainingMs(): number {
    const { surroundings, settings } = this.parts;
    return Math.max(0, this.seen.startedAt + settings.timeoutMs - surroundings.now());
  }

  /** A call that has to end before the try does. */
  bounds(): CallBounds {
    return { withinMs: Math.min(longestCallMs, this.remainingMs()), cancel: this.parts.cancel };
  }
}
