import { z } from 'zod';
import type { Delivery } from '../domain/inbox/entry.ts';
import { readOwnTrouble, type OwnTrouble } from '../domain/inbox/own-trouble.ts';
import { ownBody, readOwnBody } from './own-body.ts';
import { selfDelivery } from './self-delivery.ts';

/** What the relay tells itself of a trouble of its own. */
export interface TroubleReport {
  /** `on`: it goes on, or there is more of it. `over`: it is over. `was`: it is told when it is over already. */
  readonly state: 'on' | 'over' | 'was';
  readonly trouble: OwnTrouble;
}

const report: z.ZodType<TroubleReport> = z.object({
  state: z.enum(['on', 'over', 'was']),
  trouble: z.unknown().transform((said, context) => {
    const trouble = readOwnTrouble(said);
    if (trouble !== null) return trouble;
    context.addIssue({ code: 'custom', message: 'This version knows no such trouble.' });
    return z.NEVER;
  }),
});

/** The inbox delivery of a report. */
export function troubleDelivery(told: TroubleReport, id: string): Delivery {
  return selfDelivery('trouble', ownBody(told), id);
}

/** Reads a report out of an entry. @throws Error when the body is none. */
export function readTroubleReport(body: string): TroubleReport {
  return readOwnBody(report, body, 'report of a trouble');
}
