import { randomUUID } from 'node:crypto';
import { refusedTogether, type StoreFailed } from '../domain/inbox/own-trouble.ts';
import type { Inbox } from '../ingest/inbox.ts';
import { troubleDelivery } from '../ingest/trouble-entry.ts';
import { watchAppends, type WatchedAppend } from '../ingest/storing/watched-append.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Wake } from '../seams/wake.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** What a store refuses for less than this, ms, is in the log alone. */
const blipMs = 10_000;

/**
 * While a store fails nothing can be told by it: what it refused is told once it works again, and what could not be told then,
 * because it failed again, with what it refuses next. The brain ends it by itself (`trouble-watch.ts`).
 */
function tellRecovered({ log, inbox }: TellDeps): (what: StoreFailed) => void {
  let untold: StoreFailed | null = null;
  return (what) => {
    log.warn({ event: 'store-works-again', ...what }, 'The store works again, and had refused deliveries.');
    const all: StoreFailed = untold === null ? what : refusedTogether(untold, what);
    if (all.forMs < blipMs) return;
    untold = all;
    const report = { state: 'on', trouble: { code: 'store-failed', ...all } } as const;
    inbox()
      .accept(troubleDelivery(report, `trouble:${randomUUID()}`))
      .then(
        () => {
          if (untold === all) untold = null;
        },
        (error: unknown) =>
          log.warn({ error: String(error) }, 'That the store had failed could not be told yet.'),
      );
  };
}

interface TellDeps {
  readonly log: Log;
  readonly inbox: () => Pick<Inbox, 'accept'>;
}

interface TendDeps extends TellDeps {
  readonly clock: Clock;
  readonly wake: Pick<Wake<ToWorker, FromWorker>, 'tell'>;
}

/** So often a store that refuses is tried again, virtual ms. */
const lookEveryMs = 5_000;

/** Appends of a store that is tried again by itself once it has refused. */
export interface TendedAppends extends WatchedAppend {
  /** Looks again and again whether it works, until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Watches and tends the appends of a store. Once something is taken again, what the store had refused is told by the inbox,
 * and the other side hears for how long nothing was taken: what Sentry was refused comes never again by itself.
 */
export function tendAppends(
  store: Parameters<typeof watchAppends>[0],
  { clock, wake, ...telling }: TendDeps,
): TendedAppends {
  const tell = tellRecovered(telling);
  const appends = watchAppends(store, ({ forMs, failed }) => {
    wake.tell({ kind: 'missed', closedForMs: forMs });
    if (failed !== null) tell(failed);
  });
  return {
    ...appends,
    run: async (signal) => {
      while (!signal.aborted) {
        await clock.sleep(lookEveryMs, signal);
        await appends.lookAgain(clock.now());
      }
    },
  };
}
