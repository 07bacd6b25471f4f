import type { Policy } from '../domain/policy.ts';
import { drillLists } from '../observe/drills/drill-desk.ts';
import { provableBy, type Drills } from '../pipeline/drills.ts';
import type { Wake } from '../seams/wake.ts';
import type { ToWorker } from './messages.ts';
import type { Questions } from './questions.ts';

/** What the door needs to answer about drills: it reads the store, and asks brain and dispatch for the rest. */
export function doorDrills(deps: {
  readonly store: Parameters<typeof drillLists>[0];
  readonly wake: Pick<Wake<ToWorker, unknown>, 'tell'>;
  readonly questions: Pick<Questions, 'drill'>;
  readonly policy: () => Policy;
}): Drills {
  return {
    ...drillLists(deps.store),
    report: (id) => deps.questions.drill(id),
    prepare: () => deps.wake.tell({ kind: 'prepare' }),
    provable: () => provableBy(deps.policy()),
  };
}
