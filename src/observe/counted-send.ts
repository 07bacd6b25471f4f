import type { ObservedSend } from '../deliver/dispatcher.ts';
import type { TracedSend } from '../domain/inbox/journey.ts';
import { isDrill } from '../domain/sending/notification.ts';

/** What is counted of a send; it travels from dispatch to the door. */
export interface CountedSend extends Pick<ObservedSend, 'step' | 'outcome'> {
  readonly lane: string;
  readonly isDrill: boolean;
  readonly lagMs: number;
  /** What a trace tells of it; null: it belongs to none. */
  readonly traced: TracedSend | null;
}

/** What is shown later, ms, is no part of the journey of the event by which it began; what was never shown before is. */
const journeyMs = 10 * 60_000;

/** What is counted of this send. */
export function countedSend(send: ObservedSend): CountedSend {
  const { row, step, outcome, at } = send;
  const { lane } = row;
  const isTraced = !isDrill(row) && (row.sent.phase === 'none' || at.started - row.openedAt <= journeyMs);
  return {
    ...{ lane, isDrill: isDrill(row), step, outcome },
    lagMs: at.settled - (row.pendingSince ?? at.started),
    traced: isTraced ? tracedSend(send) : null,
  };
}

function tracedSend({ row, step, outcome, at }: ObservedSend): TracedSend {
  const { incident, surface, lane, attempts } = row;
  const attempt = attempts.count + 1;
  return { incident, surface, lane, step, outcome, attempt, startedAt: at.started, at: at.settled };
}
