import { randomUUID } from 'node:crypto';
import type { Inbox } from '../ingest/inbox.ts';
import { troubleDelivery } from '../ingest/trouble-entry.ts';
import { watchAppends, type Recovered, type WatchedAppend } from '../ingest/storing/watched-append.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';

/** What a store refuses for less than this, ms, is in the log alone. */
const blipMs = 10_000;

/** While a store fails nothing can be told by it: what it refused is told once it works again. */
function tellRecovered(
  { inbox, log }: { readonly inbox: Pick<Inbox, 'accept'>; readonly log: Log },
  what: Recovered,
): void {
  log.warn({ event: 'store-works-again', ...what }, 'The store works again, and had refused deliveries.');
  if (what.forMs < blipMs) return;
  const report = { state: 'was', trouble: { code: 'store-failed', ...what } } as const;
  inbox.accept(troubleDelivery(report, `trouble:${randomUUID()}`)).catch((error: unknown) => {
    log.warn({ error: String(error) }, 'That the store had failed could not be told.');
  });
}

/** So often a store that refuses is tried again, virtual ms. */
const lookEveryMs = 5_000;

/** Appends of a store that is tried again by itself once it has refused. */
export interface TendedAppends extends WatchedAppend {
  /** Looks again and again whether it works, until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

/** Watches and tends the appends of a store; what it had refused is told by the inbox, once that works again. */
export function tendAppends(
  store: Parameters<typeof watchAppends>[0],
  { clock, log, inbox }: { readonly clock: Clock; readonly log: Log; readonly inbox: () => Inbox },
): TendedAppends {
  const appends = watchAppends(store, (what) => tellRecovered({ inbox: inbox(), log }, what));
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
