import { durationOf } from './duration.ts';

/** The hops that a drill can be expected to reach. */
export type Expected = readonly ('slack' | 'page')[];

/**
 * What a text means, or what is wrong with it and what to write instead. A problem never repeats the text: a secret in
 * the wrong input would be shown where everybody reads it.
 */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** The base address of a relay, without a slash at its end. */
export function relayAddress(text: string): Parsed<string> {
  const example = 'for example https://relay.example.com';
  if (text === '') return { problem: `It is empty. Write the relay's address, ${example}` };
  if (!isAddress(text)) return { problem: `It is no http(s) address. Write the relay's address, ${example}` };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return {
      problem:
        'An address with a user or password in it ends in logs. Write it without; a gateway must let CI pass.',
    };
  if (url.search !== '' || url.hash !== '')
    return { problem: `Write the address without what follows "?" or "#", ${example}` };
  return { value: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}

/** Whether a text is an http(s) address. */
export function isAddress(text: string): boolean {
  // An address forgets the line breaks and tabs in it; whoever wrote them meant something else.
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

const notSecret = { problem: 'It is an address, and no secret. Two values were probably mixed up.' };

/** The secret that signs the alerts. */
export function drillSecret(text: string): Parsed<string> {
  if (isAddress(text)) return notSecret;
  if (/[\r\n]/.test(text))
    return { problem: 'It has a line break in it. Copy the secret again, as one line.' };
  return text === ''
    ? { problem: "It is empty. Write the relay's DRILL_SIGNING_SECRET, from a secret." }
    : { value: text };
}

/** A token that fits into a header; empty where the relay asks for none. */
export function token(text: string): Parsed<string> {
  if (isAddress(text)) return notSecret;
  return /^[\x21-\x7e]*$/.test(text)
    ? { value: text }
    : { problem: "It has a space or a character that no header can hold. Copy the relay's CI_TOKEN again." };
}

/** A name of one line. */
export function name(text: string): Parsed<string> {
  if (text === '') return { problem: 'It is empty, and nothing tells what it should be. Write a name.' };
  return isName(text, 100) ? { value: text } : { problem: nameProblem(100) };
}

/** A name of one line, or none. */
export function optionalName(text: string): Parsed<{ readonly name: string | null }> {
  if (text === '') return { value: { name: null } };
  return isName(text, 200) ? { value: { name: text } } : { problem: nameProblem(200) };
}

/** As long as the relay takes them. */
function nameProblem(longest: number): string {
  return `It is longer than ${longest} characters, or has a line break in it. Write one short line.`;
}

function isName(text: string, longest: number): boolean {
  return text.length <= longest && !/[\u0000-\u001f\u007f]/.test(text);
}

/** Which hops are expected; null when nothing was said, none for `ack-only`. */
export function expectation(text: string): Parsed<{ readonly hops: Expected | null }> {
  if (text === '') return { value: { hops: null } };
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  if (words.length === 1 && words[0] === 'ack-only') return { value: { hops: [] } };
  if (!words.every((word) => word === 'slack' || word === 'page'))
    return {
      problem:
        'It names something else than hops. Write slack, page, slack,page or ack-only, or nothing for all that the relay can prove.',
    };
  return { value: { hops: [...new Set(words)].sort().reverse() } };
}

/** A time from 1 s to 9 min, in ms: a drill ends itself after ten. */
export function duration(text: string): Parsed<number> {
  const ms = durationOf(text);
  if (ms === null || ms < 1000 || ms > 9 * 60_000)
    return { problem: 'It is no time from 1 s to 9 min. Write it as 60s, 2m or 1500ms.' };
  return { value: ms };
}

/** A number of milliseconds. A plain number is what the input's name says; a unit is understood all the same. */
export function milliseconds(text: string): Parsed<number> {
  const ms = durationOf(/^[\d.]+$/.test(text) ? `${text}ms` : text);
  if (ms === null || ms < 1)
    return { problem: 'It is no number of milliseconds. Write it as 1000, or with a unit as 1s.' };
  return { value: ms };
}

/** true or false. */
export function yesOrNo(text: string): Parsed<boolean> {
  const word = text.toLowerCase();
  if (word !== 'true' && word !== 'false')
    return { problem: 'It is neither true nor false. Write one of them.' };
  return { value: word === 'true' };
}

/** How often to try again. */
export function retries(text: string): Parsed<number> {
  return /^(?:\d|10)$/.test(text)
    ? { value: Number(text) }
    : { problem: 'It is no number of tries from 0 to 10. Write one of them.' };
}

/** One of these words. */
export function oneOf<const T extends string>(...words: readonly T[]): (text: string) => Parsed<T> {
  return (text) => {
    const word = words.find((one) => one === text.toLowerCase());
    return word === undefined
      ? { problem: `It is something else. Write ${words.join(' or ')}.` }
      : { value: word };
  };
}
