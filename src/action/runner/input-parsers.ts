import * as z from 'zod/mini';
import { webAddress, webProtocols } from '../../domain/web-address.ts';
import type { Provider } from '../judge/check-settings.ts';
import { durationOf } from '../judge/duration.ts';

// What an input's text means, or what is wrong with it and what to write instead. A problem never repeats the text: a
// secret in the wrong input would be shown where everybody reads it.

/** What a text has to fulfil before anything else is looked at. */
function need(holds: (text: string) => boolean, problem: string): ReturnType<typeof z.refine<string>> {
  return z.refine(holds, { error: problem, abort: true });
}

/** A text that means something else; undefined when it means nothing. */
function meaning<T>(read: (text: string) => T | undefined, problem: string): z.ZodMiniType<T, string> {
  return z.pipe(
    z.string(),
    z.transform((text, context) => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', message: problem, input: '' });
      return z.NEVER;
    }),
  );
}

/** Whether a text is an http(s) address. */
export function isAddress(text: string): boolean {
  // An address forgets the line breaks and tabs in it; whoever wrote them meant something else.
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

const example = 'for example https://relay.example.com';
const isEmpty = (text: string): boolean => text === '';
const parts = (text: string): URL => new URL(text);

/** The base address of a relay, without a slash at its end. */
export const relayAddress = z.pipe(
  z.string().check(
    need((text) => !isEmpty(text), `It is empty. Write the relay's address, ${example}`),
    need(isAddress, `It is no http(s) address. Write the relay's address, ${example}`),
    need(
      (text) => webAddress(text, { protocols: webProtocols }) !== null,
      'An address with a user or password in it ends in logs. Write it without, in at most 2,000 characters; a gateway must let CI pass.',
    ),
    need(
      (text) => parts(text).search === '' && parts(text).hash === '',
      `Write the address without what follows "?" or "#", ${example}`,
    ),
  ),
  z.transform((text) => `${parts(text).origin}${parts(text).pathname}`.replace(/\/+$/, '')),
);

const noAddress = need(
  (text) => !isAddress(text),
  'It is an address, and no secret. Two values were probably mixed up.',
);

/** The secret that signs the alerts. */
export const drillSecret = z.string().check(
  noAddress,
  need((text) => !/[\r\n]/.test(text), 'It has a line break in it. Copy the secret again, as one line.'),
  need((text) => !isEmpty(text), "It is empty. Write the relay's DRILL_SIGNING_SECRET, from a secret."),
);

/** A token that fits into a header; empty where the relay asks for none. */
export const token = z.string().check(
  noAddress,
  need(
    (text) => /^[\x21-\x7e]*$/.test(text),
    "It has a space or a character that no header can hold. Copy the relay's CI_TOKEN again.",
  ),
);

/** A text of one line, as long as the relay takes it. */
function line(longest: number): ReturnType<typeof need> {
  return need(
    (text) => text.length <= longest && !/[\u0000-\u001f\u007f]/.test(text),
    `It is longer than ${longest} characters, or has a line break in it. Write one short line.`,
  );
}

/** A name of one line. */
export const name = z.string().check(
  need((text) => !isEmpty(text), 'It is empty, and nothing tells what it should be. Write a name.'),
  line(100),
);

/** A name of one line, or none. */
export const optionalName = z.pipe(
  z.string().check(line(200)),
  z.transform((text) => (isEmpty(text) ? null : text)),
);

/** Which hops are expected; null when nothing was said, none for `ack-only`. */
export const expectation = meaning<readonly Provider[] | null>((text) => {
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  if (isEmpty(text)) return null;
  if (words.length === 1 && words[0] === 'ack-only') return [];
  const isHop = (word: string): word is Provider => word === 'slack' || word === 'page';
  return words.every(isHop) ? (['slack', 'page'] as const).filter((hop) => words.includes(hop)) : undefined;
}, 'It names something else than hops. Write slack, page, slack,page or ack-only, or nothing for all that the relay can prove.');

/** A time from 1 s to 9 min, in ms: a drill ends itself after ten. */
export const duration = meaning((text) => {
  const ms = durationOf(text);
  return ms === null || ms < 1000 || ms > 9 * 60_000 ? undefined : ms;
}, 'It is no time from 1 s to 9 min. Write it as 60s, 2m or 1500ms.');

/** A number of milliseconds. A plain number is what the input's name says; a unit is understood all the same. */
export const milliseconds = meaning((text) => {
  const ms = durationOf(/^[\d.]+$/.test(text) ? `${text}ms` : text);
  return ms === null || ms < 1 ? undefined : ms;
}, 'It is no number of milliseconds. Write it as 1000, or with a unit as 1s.');

/** true or false. */
export const yesOrNo = meaning(
  (text) =>
    new Map([
      ['true', true],
      ['false', false],
    ]).get(text.toLowerCase()),
  'It is neither true nor false. Write one of them.',
);

/** How often to try again. */
export const retries = meaning(
  (text) => (/^(?:\d|10)$/.test(text) ? Number(text) : undefined),
  'It is no number of tries from 0 to 10. Write one of them.',
);

/** One of these words. */
export function oneOf<const T extends string>(...words: readonly T[]): z.ZodMiniType<T, string> {
  return meaning(
    (text) => words.find((word) => word === text.toLowerCase()),
    `It is something else. Write ${words.join(' or ')}.`,
  );
}
