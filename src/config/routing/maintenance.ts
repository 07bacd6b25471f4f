import { z } from 'zod';
import { momentExample, momentIn } from '../../domain/text/moment.ts';
import { listOf, text } from '../schema/natives.ts';
import { matcherList } from './matchers.ts';
import { nameLike } from './names.ts';

const momentAdvice = `Write a moment with its zone, in quotes, for example ${momentExample}.`;

/** Its value is UNIX ms. */
const moment = text
  .refine((said) => momentIn(said) !== null, { error: momentAdvice, abort: true })
  .transform((said) => momentIn(said) ?? 0);

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
export const maintenanceList = z.array(one).max(100, 'Write at most 100: each is held against every alert.');
