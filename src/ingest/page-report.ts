import { z } from 'zod';
import type { Delivery } from '../domain/inbox/entry.ts';
import type { PageAnswer, ReceiverAnswer } from '../domain/sending/page-answer.ts';
import { ownBody, readOwnBody } from './own-body.ts';
import { selfDelivery } from './self-delivery.ts';

/** What dispatch reports of one generation of a page: what a pager answered. */
interface PageReport {
  readonly incident: string;
  readonly generation: number;
  /** Name of the receiver whose page it is; absent: there is one for all. */
  readonly desk?: string;
  readonly answer: ReceiverAnswer;
}

const states: z.ZodType<PageAnswer['state']> = z.enum([
  'taken',
  'trying',
  'in-doubt',
  'given-up',
  'needless',
]);

const report: z.ZodType<PageReport> = z.object({
  incident: z.string(),
  generation: z.int().min(1),
  desk: z.string().exactOptional(),
  answer: z.object({
    receiver: z.string(),
    state: states,
    at: z.number(),
    said: z.string().nullable(),
    told: z.object({ beat: z.number(), upto: z.number() }).exactOptional(),
  }),
});

/** The inbox delivery of a report. */
export function pageDelivery(told: PageReport, id: string): Delivery {
  return selfDelivery('page', ownBody(told), id);
}

/** Reads a report out of an entry. @throws Error when the body is none. */
export function readPageReport(body: string): PageReport {
  return readOwnBody(report, body, 'report of a page');
}
