import { z } from 'zod';
import { isLabel, labelNames } from '../../domain/routing/matcher.ts';
import type { InhibitRule } from '../../domain/routing/inhibit-rule.ts';
import { listOf, text } from '../schema/natives.ts';
import { matcherList, noLabel } from './matchers.ts';
import { nameLike } from './names.ts';

/** What changes while an incident goes on is the same in two of them by chance alone. */
const changing: readonly string[] = ['storm', 'cause', 'new_in_release', 'users', 'events_per_minute'];

const label = text.superRefine((name, context) => {
  const message = unequal(name);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

function unequal(name: string): string | null {
  if (changing.includes(name))
    return `${name} changes while an incident goes on. Write labels that say where it fails, for example service, environment or tags.region.`;
  if (isLabel(name)) return null;
  return noLabel(
    name,
    labelNames.filter((one) => !changing.includes(one)),
  );
}

const matchers = matcherList.min(
  1,
  'Write at least one matcher: what explains everything, or is explained by anything, would keep every outage quiet.',
);

/** What need not be told while something else goes on that explains it, in Alertmanager's words. */
export const inhibitRuleList: z.ZodType<readonly InhibitRule[]> = z
  .array(
    z.strictObject({
      name: nameLike('database-down')
        .optional()
        .describe('What the relay calls it where it says why; rule-1, rule-2 … otherwise.'),
      source_matchers: matchers.describe('What explains others while it goes on: all have to hold.'),
      target_matchers: matchers.describe('What is kept quiet meanwhile: all have to hold.'),
      equal: listOf(z.array(label)).optional().describe('Labels that have to be the same in both.'),
    }),
  )
  .max(100, 'Write at most 100 rules: each is held against every alert.')
  .transform((rules) =>
    rules.map(({ name, source_matchers: source, target_matchers: target, equal = [] }, n): InhibitRule => {
      return { name: name ?? `rule-${n + 1}`, source, target, equal };
    }),
  );
