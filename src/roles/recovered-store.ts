import { randomUUID } from 'node:crypto';
import type { Inbox } from '../ingest/inbox.ts';
import { troubleDelivery } from '../ingest/trouble-entry.ts';
import type { Recovered } from '../ingest/storing/watched-append.ts';
import type { Log } from '../seams/log.ts';

/** What a store refuses for less than this, ms, is in the log alone. */
const blipMs = 10_000;

/** While a store fails nothing can be told by it: what it refused is told once it works again. */
export function tellRecovered(
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
