import { z } from 'zod';
import type { Delivery } from '../domain/inbox/entry.ts';
import { ownBody, readOwnBody } from './own-body.ts';
import { selfDelivery } from './self-delivery.ts';

/** Who a pager would wake first; nobody: nobody is on call, or it is not known any more. */
interface OnCallReport {
  readonly people: readonly string[];
}

const report: z.ZodType<OnCallReport> = z.object({ people: z.array(z.string()) });

/** The inbox delivery of a report: what was read elsewhere enters like all else, so that a replay reads the same. */
export function onCallDelivery(told: OnCallReport, id: string): Delivery {
  return { ...selfDelivery('enrichment', ownBody(told), id), kind: 'on-call' };
}

/** Reads a report out of an entry. @throws Error when the body is none. */
export function readOnCallReport(body: string): OnCallReport {
  return readOwnBody(report, body, 'report of who is on call');
}
