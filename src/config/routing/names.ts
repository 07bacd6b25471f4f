import type { z } from 'zod';
import { text } from '../schema/natives.ts';

/** A name by which the relay says why. @param example One that its readers might give. */
export function nameLike(example: string): z.ZodString {
  return text.regex(
    /^[^\s,:]{1,80}$/,
    `Write a name without blanks, commas and colons, for example ${example}.`,
  );
}

/** Complains of each of a list that has the name of one before it. */
export function refuseTwins(list: readonly { readonly name: string }[], context: z.RefinementCtx): void {
  const names = list.map(({ name }) => name);
  for (const [n, name] of names.entries())
    if (names.indexOf(name) < n)
      context.addIssue({
        code: 'custom',
        path: [n, 'name'],
        message: `There are two of the name ${name}. Give this one another.`,
      });
}
