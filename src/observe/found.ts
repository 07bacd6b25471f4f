import type { BrainState } from '../correlate/brain-state.ts';
import type { Log } from '../seams/log.ts';
import type { OperatorStore } from '../seams/store.ts';

/** Names what a start found in the store: somebody who restarts at night wants to know what is still open. */
export async function reportFound(
  { meta, incidents }: Pick<BrainState, 'meta' | 'incidents'>,
  store: Pick<OperatorStore, 'stats'>,
  log: Log,
): Promise<void> {
  const { lastSeq, cursor, openDeadLetters, quarantined } = await store.stats();
  const open = [...incidents.values()].filter(
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
