import { createDeskBy } from '../config/edges.ts';
import type { BrainState } from '../correlate/state/brain-state.ts';
import type { Inbox } from '../ingest/inbox.ts';
import type { Troubles } from '../observe/troubles.ts';
import { CatchUp } from '../pipeline/asking/catch-up-loop.ts';
import { followContext } from '../pipeline/asking/context-loop.ts';
import { followUnheardAlerts } from '../pipeline/asking/unheard-alerts.ts';
import { followSentryBack } from '../pipeline/asking/sentry-back-loop.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { CaughtUp, SentryCall } from '../seams/sentry-desk.ts';
import type { OperatorStore } from '../seams/store.ts';
import type { Beginning, FromWorker } from './messages.ts';

/** What asking Sentry needs. */
interface SentryLoopsDeps {
  readonly beginning: Pick<Beginning, 'settings' | 'newest'>;
  /** The brain's; only read. */
  readonly state: BrainState;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly store: Pick<OperatorStore, 'owedReading' | 'oweReading'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly troubles: Pick<Troubles, 'note'>;
  readonly tell: (message: FromWorker) => void;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** All that Sentry is asked, and told, beside the doors. Without a token: nothing. */
export class SentryLoops {
  private readonly loops: readonly (() => Promise<void>)[];
  private readonly catching: CatchUp | null;

  constructor({ beginning, troubles, tell, ...deps }: SentryLoopsDeps) {
    const { sentryApi, catchUpEveryMs: everyMs } = beginning.settings;
    const { signal } = deps;
    const observe = (call: SentryCall): void => tell({ kind: 'asked', call });
    const desk = createDeskBy(beginning.settings, { clock: deps.clock, signal, observe });
    if (desk === null || sentryApi === null) {
      this.loops = [];
      this.catching = null;
      return;
    }
    const noted = (of: 'context' | 'resolve' | 'catch-up' | 'unheard') => ({
      ...deps,
      desk,
      org: sentryApi.org,
      note: (why: string | null): void => troubles.note(of, why),
    });
    const catching = new CatchUp(noted('catch-up'), { alive: beginning.newest, everyMs });
    this.catching = catching;
    const missed = (sinceMs: number): void => void catching.ask(sinceMs);
    this.loops = [
      () => followContext(noted('context'), signal),
      () => followSentryBack(noted('resolve'), signal),
      () => catching.run(signal),
      () => followUnheardAlerts({ ...noted('unheard'), missed }, signal),
    ];
  }

  /** Resolves when all have ended after the signal. */
  async run(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop()));
  }

  /** The doors took nothing for so many ms: what Sentry tried to tell is read there. */
  missed(closedForMs: number): void {
    this.catching?.owe(closedForMs);
  }

  /** Reads in Sentry what happened in the last so many ms; null: it cannot be asked. */
  async catchUp(sinceMs: number): Promise<CaughtUp | null> {
    return this.catching === null ? null : await this.catching.ask(sinceMs);
  }
}
