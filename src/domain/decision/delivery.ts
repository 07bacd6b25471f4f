import { maybe, number, text, wordOf } from './shape.ts';
import type { Coded } from './vocabulary.ts';

/** What was delivered: `page` counts the lives of a page. */
const parcel = {
  what: wordOf('page', 'message', 'thread', 'hook'),
  page: maybe(number),
  receiver: text,
} as const;

const needless = {
  /** `reason` is what the page would have said. */
  'handled-before-page': { reason: text },
  'goes-on-in-storm': {},
} as const;

/** What is told of what receivers were sent. */
export const delivery = {
  ...needless,
  'delivery-accepted': parcel,
  'delivery-resolved': parcel,
  'delivery-acknowledged': parcel,
  'doubtful-resolved': parcel,
  'doubtful-acknowledged': parcel,
} as const;

/** Why nothing is sent although something is wanted. */
export type Needless = Coded<typeof needless>;
