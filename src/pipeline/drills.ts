import type { DrillReport, DrillTicket } from '../domain/drill/drill-report.ts';
import type { Policy } from '../domain/policy.ts';
import type { DrillLists } from '../observe/drills/drill-desk.ts';

/** What the API asks of drills. */
export interface Drills extends DrillLists {
  /** Null when there is no such drill (any more). */
  readonly report: (id: string) => Promise<DrillReport | null>;
  /** Tries every lane that is blocked, real ones too: somebody wants to know whether they have been mended. */
  readonly prepare: () => void;
  /** What a drill can prove here, and what its runner should know. */
  readonly provable: () => Pick<DrillTicket, 'provable' | 'notes'>;
}

/** What a policy lets a drill prove. */
export function provableBy({ receivers, drillReceivers }: Policy): Pick<DrillTicket, 'provable' | 'notes'> {
  const chat = drillReceivers.find((receiver) => receiver.kind === 'chat');
  const pager = drillReceivers.find((receiver) => receiver.kind === 'pager');
  const isReal = (id: string | undefined): boolean => receivers.some((receiver) => receiver.id === id);
  const notes = [
    chat !== undefined && isReal(chat.id)
      ? `The drill shows itself in ${chat.id}, where alerts go, marked as a drill. SLACK_TEST_CHANNEL (drills.slack_channel) gives drills a channel of their own.`
      : null,
    pager === undefined && receivers.some((receiver) => receiver.kind === 'pager')
      ? 'The drill pages nobody, and the real routing key is only asked whether it is valid. PAGERDUTY_TEST_ROUTING_KEY (drills.routing_key) lets a drill page a test service.'
      : null,
    pager !== undefined && isReal(pager.id)
      ? 'The drill pages whoever is on call: PAGERDUTY_TEST_ROUTING_KEY (drills.routing_key) is the real routing key.'
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
