import { z } from 'zod';
import type { HttpDeps } from '../http-deps.ts';
import { limit, nothing, queryBy } from './reading.ts';
import { toldDisposition } from '../../observe/log/told-entry.ts';
import { figure, type Route } from './route.ts';

/** What the relay tells of itself: lists and figures, all of them read and none of them changed. */
export function figureRoutes(deps: HttpDeps): readonly Route[] {
  const { store, clock, refusals, overview } = deps;
  const list = queryBy(z.object({ limit: limit(100, 1_000) }));
  return [
    // Recounted from rows at every call, never from counters.
    figure('/books', nothing, async () => ({
      ...(await store.books(clock.now())),
      // Dead letters that somebody discarded, by why: what `dead` counts of them is meant to stay there.
      discarded: await store.discarded(),
    })),
    // The very frame that the live page is fed with.
    figure('/overview', nothing, overview),
    // What the doors refused since the start, newest first, and why.
    figure('/refused', nothing, () => ({ refused: refusals.list(), counts: refusals.counts() })),
    figure('/quarantine', list, ({ limit: most }) => quarantine(deps, most)),
    // Accepted entries that were not counted, with the reason of each.
    figure('/set-aside', list, async ({ limit: most }) => ({
      entries: (await store.setAside(most)).map(toldDisposition),
    })),
  ];
}

/** Deliveries whose signature did not match. Bodies are strangers' and stay in the store. */
async function quarantine({ store }: Pick<HttpDeps, 'store'>, most: number): Promise<object> {
  const kept = await store.quarantined(most);
  const quarantined = kept.map(({ id, at, network, likely, kind, deliveryId, reason, body }) => {
    return { id, at, network, likely, kind, deliveryId, reason, bytes: body.byteLength };
  });
  return { quarantined };
}
