import type { delivery } from './delivery.ts';
import type { Coded, WordsFor } from './vocabulary.ts';

type Parcel = Pick<Coded<typeof delivery, 'delivery-accepted'>, 'what' | 'page'>;

/** What is told of what receivers were sent, in sentences. */
export const deliveryWords: WordsFor<typeof delivery> = {
  'handled-before-page': ({ reason }) => `Handled before the page went out: ${reason}`,
  'goes-on-in-storm': () => 'Its story goes on in the thread of its storm.',
  'delivery-accepted': (parcel) => `${nameOf(parcel)} accepted by ${parcel.receiver}.`,
  'delivery-resolved': (parcel) => `${nameOf(parcel)} resolved at ${parcel.receiver}.`,
  'delivery-acknowledged': (parcel) => `${nameOf(parcel)} acknowledged at ${parcel.receiver}.`,
  'doubtful-resolved': (parcel) => `${nameOf(parcel)} resolved at ${parcel.receiver}, ${inDoubt}`,
  'doubtful-acknowledged': (parcel) => `${nameOf(parcel)} acknowledged at ${parcel.receiver}, ${inDoubt}`,
};

/** A pager takes both of a page, too, that it never had. */
const inDoubt = 'if it ever had it: its trigger was not answered.';

const names = { page: 'Page', message: 'Message', thread: 'Thread reply', hook: 'Event' } as const;

function nameOf({ what, page }: Parcel): string {
  return page === null ? names[what] : `${names[what]} ${page}`;
}
