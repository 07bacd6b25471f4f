import type { DrillTicket } from '../domain/drill-report.ts';
import type { Policy } from '../domain/policy.ts';
import { createDrillDesk, type DrillDesk, type DrillStore } from '../observe/drill-desk.ts';
import { Looks } from '../observe/looks.ts';
import type { Clock } from '../seams/clock.ts';
import type { Inspector } from '../seams/inspector.ts';
import { provableBy } from './provable.ts';
import type { Dispatchers } from './run-dispatchers.ts';

/** What drills need of the rest. */
interface DrillsDeps {
  readonly store: DrillStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly inspectors: readonly Inspector[];
  readonly dispatchers: Pick<Dispatchers, 'all' | 'pay' | 'lane'>;
  readonly policy: () => Policy;
}

/** Everything about drills that is not the brain's: what became of them, and what they can prove. */
export interface Drills extends DrillDesk {
  /** Tries every lane that is blocked, real ones too: somebody wants to know whether they have been mended. */
  readonly prepare: () => void;
  /** What a drill can prove here, and what its runner should know. */
  readonly provable: () => Pick<DrillTicket, 'provable' | 'notes'>;
}

/** Puts the desk together with the dispatchers, which pay for every look. */
export function createDrills({ store, clock, inspectors, dispatchers, policy }: DrillsDeps): Drills {
  const looks = new Looks({
    inspectors,
    clock,
    pay: (credential, debits) => dispatchers.pay(credential, debits),
  });
  const desk = createDrillDesk({
    store,
    clock,
    looks,
    policy,
    lane: (id) => dispatchers.lane(id),
    isSending: (id) => dispatchers.all().some((one) => one.snapshot().inFlight.includes(id)),
  });
  return {
    ...desk,
    provable: () => provableBy(policy()),
    prepare: () => {
      const { receivers, drillReceivers } = policy();
      const lanes = [...receivers, ...drillReceivers].map((receiver) => receiver.lane);
      for (const dispatcher of dispatchers.all()) dispatcher.retryBlocked(lanes);
    },
  };
}
