import type { DrillTicket } from '../domain/drill/drill-report.ts';
import type { Policy } from '../domain/policy.ts';
import {
  createDrillDesk,
  type DrillDesk,
  type DrillLists,
  type DrillStore,
} from '../observe/drills/drill-desk.ts';
import { Looks } from '../observe/drills/looks.ts';
import type { Clock } from '../seams/clock.ts';
import type { Inspector } from '../seams/inspector.ts';
import type { Dispatchers } from './run-dispatchers.ts';

/** What drills need of the rest. */
interface DrillsDeps {
  readonly store: DrillStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly inspectors: readonly Inspector[];
  readonly dispatchers: Pick<Dispatchers, 'all' | 'pay' | 'lane'>;
  readonly policy: () => Policy;
}

/** What the API asks of drills. */
export interface Drills extends DrillDesk, DrillLists {
  /** Tries every lane that is blocked, real ones too: somebody wants to know whether they have been mended. */
  readonly prepare: () => void;
  /** What a drill can prove here, and what its runner should know. */
  readonly provable: () => Pick<DrillTicket, 'provable' | 'notes'>;
}

/** What of it dispatch answers: it puts the desk together with the dispatchers, which pay for every look. */
export function createDrills(deps: DrillsDeps): Pick<Drills, 'report' | 'prepare'> {
  const { dispatchers, policy } = deps;
  const looks = new Looks({ ...deps, pay: (credential, debits) => dispatchers.pay(credential, debits) });
  const desk = createDrillDesk({
    ...deps,
    looks,
    lane: (id) => dispatchers.lane(id),
    isSending: (id) => dispatchers.all().some((one) => one.snapshot().inFlight.includes(id)),
  });
  return {
    report: (id) => desk.report(id),
    prepare: () => {
      const { receivers, drillReceivers } = policy();
      const lanes = [...receivers, ...drillReceivers].map((receiver) => receiver.lane);
      for (const dispatcher of dispatchers.all()) dispatcher.retryBlocked(lanes);
    },
  };
}

/** What a policy lets a drill prove. */
export function provableBy({ receivers, drillReceivers }: Policy): Pick<DrillTicket, 'provable' | 'notes'> {
  const chat = drillReceivers.find((receiver) => receiver.kind === 'chat');
  const pager = drillReceivers.find((receiver) => receiver.kind === 'pager');
  const isReal = (id: string | undefined): boolean => receivers.some((receiver) => receiver.id === id);
  const notes = [
    chat !== undefined && isReal(chat.id)
      ? `The drill shows itself in ${chat.id}, where alerts go, marked as a drill. SLACK_TEST_CHANNEL gives drills a channel of their own.`
      : null,
    pager === undefined && receivers.some((receiver) => receiver.kind === 'pager')
      ? 'The drill pages nobody, and the real routing key is only asked whether it is valid. PAGERDUTY_TEST_ROUTING_KEY lets a drill page a test service.'
      : null,
    pager !== undefined && isReal(pager.id)
      ? 'The drill pages whoever is on call: PAGERDUTY_TEST_ROUTING_KEY is the real routing key.'
      : null,
  ];
  return {
    provable: [
      ...(chat === undefined ? [] : ['slack' as const]),
      ...(pager === undefined ? [] : ['page' as const]),
    ],
    notes: notes.filter((note) => note !== null),
  };
}
