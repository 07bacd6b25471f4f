import type { BrainState } from '../correlate/state/brain-state.ts';
import { glancesAt } from '../correlate/state/rest/resting-rows.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { OperatorStore } from '../seams/store.ts';

/** Names what a start found in the store: somebody who restarts at night wants to know what is still open. */
export async function reportFound(
  { meta, incidents }: Pick<BrainState, 'meta' | 'incidents'>,
  store: Pick<OperatorStore, 'stats'>,
  log: Log,
): Promise<void> {
  const { lastSeq, cursor, openDeadLetters, quarantined } = await store.stats();
  const open = [...glancesAt(incidents)].filter(
    ({ status, parent }) => status !== 'resolved' && parent === null,
  );
  log.info(
    {
      install: meta.install,
      openIncidents: open.length,
      unapplied: lastSeq - cursor,
      deadLetters: openDeadLetters,
      quarantined,
    },
    'Recovered.',
  );
}

/** A difference that a correction of the clock may make without anybody having to look. */
const aheadToldMs = 60_000;

/** Says so when the machine's clock is behind what the store remembers: the times that people read are ahead then. */
export function reportClock(clock: Pick<Clock, 'aheadMs'>, log: Log): void {
  const behindMs = clock.aheadMs?.() ?? 0;
  if (behindMs <= aheadToldMs) return;
  log.warn(
    { behindMs },
    "The machine's clock is behind the newest moment in the store: it was set back, or it had run ahead. The relay's " +
      'time goes on from the store, a little slower, until the clock has caught up. Check the clock (NTP).',
  );
}
