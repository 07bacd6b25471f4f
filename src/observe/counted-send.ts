import type { ObservedSend } from '../deliver/dispatcher.ts';
import { isDrill } from '../domain/sending/notification.ts';

/** What is counted of a send; it travels from dispatch to the door. */
export interface CountedSend extends Pick<ObservedSend, 'step' | 'outcome' | 'lagMs'> {
  readonly lane: string;
  readonly isDrill: boolean;
}

/** What is counted of this send. */
export function countedSend({ row, step, outcome, lagMs }: ObservedSend): CountedSend {
  return { lane: row.lane, isDrill: isDrill(row), step, outcome, lagMs };
}
