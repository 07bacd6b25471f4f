import { z } from 'zod';
import { listOf, text } from '../schema/natives.ts';
import { matcherList } from './matchers.ts';
import { nameLike, refuseTwins } from './names.ts';

const momentAdvice =
  'Write a moment with its zone, in quotes, for example "2027-01-30T22:00:00+01:00" or "2027-01-30T21:00:00Z".';

/** A moment as ISO 8601 has it; its value is UNIX ms. Without a zone nobody knows which night is meant. */
const moment = text
  .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/, momentAdvice)
  .transform((said) => Date.parse(said.replace(' ', 'T')))
  .refine((at) => Number.isFinite(at), momentAdvice);

const one = z
  .strictObject({
    name: nameLike('ledger-move').describe('What the relay calls it.'),
    matchers: matcherList
      .min(
        1,
        'Write at least one matcher: a maintenance of everything would keep every other outage quiet, too.',
      )
      .describe('All have to hold.'),
    reason: text
      .min(1, 'Write why, in a few words: it stands in the messages.')
      .max(300, 'Longer than 300 characters: it stands in the messages.')
      .describe('Why, in a few words; it stands in the messages.'),
    from: moment.optional().describe('When it begins, with its zone; at once otherwise.'),
    until: moment.optional().describe('When it is over, with its zone.'),
    time_intervals: listOf(z.array(text))
      .optional()
      .describe('Names of time_intervals: it lasts while one of them holds.'),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    message: 'It is over before it begins.',
    path: ['until'],
  })
  .refine(
    ({ until, time_intervals: names = [] }) => until !== undefined || names.length > 0,
    'It never ends. Write until, or time_intervals; what is quiet for good belongs into environments.quiet.',
  );

/** Work that is known beforehand. */
export const maintenanceList = z
  .array(one)
  .max(100, 'Write at most 100: each is held against every alert.')
  .superRefine(refuseTwins);
