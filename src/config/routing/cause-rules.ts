import { z } from 'zod';
import { fieldsOfKey, keyFields, type CauseRule } from '../../domain/routing/cause-rule.ts';
import { nearWord } from '../../domain/text/near-word.ts';
import { text } from '../schema/natives.ts';
import { matcherList } from './matchers.ts';
import { nameLike } from './names.ts';

const keyAdvice =
  "Write what the cause is called, up to 100 characters, for example 'edge {{ tags.region }}'; {{ … }} stands for a field of the alert.";

/** What follows from correlation cannot decide it. */
const afterwards: readonly string[] = ['cause', 'storm', 'new_in_release', 'users', 'events_per_minute'];

const key = text
  .min(1, keyAdvice)
  .max(100, keyAdvice)
  .superRefine((said, context) => {
    const rest = said.replaceAll(/\{\{[^{}]*\}\}/g, '');
    if (/\{\{|\}\}/.test(rest)) context.addIssue({ code: 'custom', message: keyAdvice });
    for (const field of fieldsOfKey(said)) {
      const message = unknownField(field);
      if (message !== null) context.addIssue({ code: 'custom', message });
    }
  });

function unknownField(field: string): string | null {
  if ((keyFields as readonly string[]).includes(field) || /^tags\.[^\s{}]{1,200}$/.test(field)) return null;
  const meant = nearWord(field, keyFields);
  return meant === null
    ? `There is no field ${field}. If it is a tag of Sentry, write {{ tags.${field} }}. Fields are ${keyFields.join(', ')}, and tags.<name> for a tag of Sentry.`
    : `There is no field ${field}. Did you mean {{ ${meant} }}?`;
}

/** A rule's matchers: what they look at has to be known before it is decided what belongs together. */
const matchers = matcherList
  .min(1, 'Write at least one matcher: a rule that takes everything says that all is one trouble.')
  .superRefine((list, context) => {
    for (const [n, { label }] of list.entries())
      if (afterwards.includes(label))
        context.addIssue({
          code: 'custom',
          path: [n],
          message: `${label} is known only once it is decided what belongs together. Match what the alert itself says: service, environment, level, category, project, rule, release, message or tags.<name>.`,
        });
  });

/** What the operator knows of causes. */
export const causeRuleList: z.ZodType<readonly CauseRule[]> = z
  .array(
    z.strictObject({
      name: nameLike('edge').describe('What the relay calls it where it says why.'),
      matchers: matchers.describe('All have to hold.'),
      key: key.describe('What the cause is called: equal keys are one cause.'),
    }),
  )
  .max(100, 'Write at most 100 rules: each is held against every error.');
