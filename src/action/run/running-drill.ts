import type { CallFailure } from '../relay/call-failure.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { nothingSeen, type CallSeen, type Observed, type Over } from '../judge/observed.ts';
import type { Called, CallBounds, RelayClient } from '../relay/relay-client.ts';
import type { Surroundings } from '../relay/surroundings.ts';
import { judge, type Verdict } from '../judge/verdict.ts';
import type { Watch } from './watch.ts';

/** How long one call may take: whoever needs longer would also have lost Sentry's webhook. */
const longestCallMs = 5_000;

/** What a try works with. */
export interface DrillParts {
  readonly settings: CheckSettings;
  readonly client: RelayClient;
  readonly surroundings: Surroundings;
  readonly watch: Watch;
  /** Aborted when the check is to stop. */
  readonly cancel: AbortSignal;
}

/** One try while it runs: what it has seen, and how much time it has left. */
export class RunningDrill {
  readonly parts: DrillParts;
  seen: Observed;
  readonly #deadline: number;

  constructor(parts: DrillParts) {
    this.parts = parts;
    const now = parts.surroundings.now();
    this.seen = nothingSeen(now);
    this.#deadline = now + parts.settings.timeoutMs;
  }

  /** Notes what was seen, and tells who watches which hops are done by it. */
  note(more: Partial<Observed>): Verdict {
    this.seen = { ...this.seen, ...more };
    const done = this.#verdict().hops.filter(({ name, done: is }) => is && !(name in this.seen.settled));
    if (done.length === 0) return this.#verdict();
    const now = this.parts.surroundings.now();
    const settled = Object.fromEntries(done.map(({ name }) => [name, now]));
    this.seen = { ...this.seen, settled: { ...this.seen.settled, ...settled } };
    const verdict = this.#verdict();
    const names = new Set(done.map(({ name }) => name));
    for (const hop of verdict.hops) if (names.has(hop.name)) this.parts.watch.hop(hop);
    return verdict;
  }

  /** Notes a call, and answers with its value; null when it failed. */
  took<T>(called: Called<T>, key: 'deploy' | 'register'): T | null {
    this.note({ [key]: callSeen(called) });
    return called.answer.ok ? called.answer.value : null;
  }

  /** Nothing more is waited for. The first reason stays. */
  stop(over: Over): void {
    this.note({ over: this.seen.over ?? (this.parts.cancel.aborted ? 'cancelled' : over) });
  }

  isOver(): boolean {
    return this.seen.over !== null || this.parts.cancel.aborted;
  }

  remainingMs(): number {
    return Math.max(0, this.#deadline - this.parts.surroundings.now());
  }

  /** A call that has to end before the try does. */
  bounds(): CallBounds {
    return { withinMs: Math.min(longestCallMs, this.remainingMs()), cancel: this.parts.cancel };
  }

  #verdict(): Verdict {
    return judge(this.seen, this.parts.settings);
  }
}

/** What is kept of a call. */
export function callSeen({ at, ms, answer }: Called<unknown>): CallSeen {
  const failure: CallFailure | null = answer.ok ? null : answer.failure;
  return { at, ms, failure };
}
