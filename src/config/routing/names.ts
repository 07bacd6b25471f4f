import type { z } from 'zod';
import { text } from '../schema/natives.ts';

/** A name by which the relay says why. @param example One that its readers might give. */
export function nameLike(example: string): z.ZodString {
  return text.regex(
    /^[^\s,:]{1,80}$/,
    `Write a name without blanks, commas and colons, for example ${example}.`,
  );
}
