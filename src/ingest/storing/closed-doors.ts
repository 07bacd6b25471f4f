import type { Clock } from '../../seams/clock.ts';
import { InboxClosed, type Inbox } from '../inbox.ts';

/**
 * The same inbox; `opened` is called once it takes something again after it refused something, with for how long that was,
 * virtual ms. Sentry tries once: what was refused comes never again by itself.
 */
export function watchClosedDoors(
  inbox: Inbox,
  clock: Pick<Clock, 'now'>,
  opened: (closedForMs: number) => void,
): Inbox {
  let since: number | null = null;
  return {
    ...inbox,
    accept: async (delivery) => {
      const at = clock.now();
      try {
        const appended = await inbox.accept(delivery);
        const before = since;
        since = null;
        if (before !== null) opened(clock.now() - before);
        return appended;
      } catch (error) {
        if (!(error instanceof InboxClosed)) since ??= at;
        throw error;
      }
    },
  };
}
