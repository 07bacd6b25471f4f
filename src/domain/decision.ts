import { belonging, joiningRules } from './decision/belonging.ts';
import { delivery } from './decision/delivery.ts';
import { entries } from './decision/entries.ts';
import { givingUp } from './decision/giving-up.ts';
import { life } from './decision/life.ts';
import { pager } from './decision/pager.ts';
import { paging } from './decision/paging.ts';
import { sentryTold } from './decision/sentry-told.ts';
import { storms } from './decision/storms.ts';
import { codedBy, type Coded, type ToldBefore } from './decision/vocabulary.ts';

/** Every code that a decision of the relay can have; a file of `decision/` for each subject. */
const all = {
  ...paging,
  ...joiningRules,
  ...belonging,
  ...life,
  ...storms,
  ...delivery,
  ...entries,
  ...givingUp,
  ...pager,
  ...sentryTold,
} as const;

/**
 * What the relay decided, as a closed code with typed fields. Only people read sentences: `decision/words.ts` makes
 * them, and nothing reads them back.
 */
export type Decision = Coded<typeof all> | ToldBefore;

/** Reads a decision that was stored. */
export const decision = codedBy(all);
