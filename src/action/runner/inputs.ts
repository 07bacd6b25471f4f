import * as z from 'zod/mini';
import { webAddress, webProtocols } from '../../domain/web-address.ts';
import type { Provider } from '../judge/check-settings.ts';
import { durationOf } from '../judge/duration.ts';

/** The inputs of a check, by the names that action.yml gives them, with what an empty one means. */
export const inputDefaults = {
  'relay-url': '',
  'drill-secret': '',
  token: '',
  environment: 'production',
  service: '',
  release: '',
  expect: '',
  timeout: '60s',
  'max-ack-ms': '1000',
  'max-slack-ms': '10000',
  'max-page-ms': '10000',
  scenario: 'single',
  'on-failure': 'fail',
  'record-deploy': 'true',
  retries: '0',
} as const;

/** The name of an input. */
export type InputName = keyof typeof inputDefaults;

/** All names, in the order in which they are documented. */
export const inputNames = Object.keys(inputDefaults) as readonly InputName[];

/** Those whose texts are never shown. */
export const secretInputs = ['drill-secret', 'token'] as const satisfies readonly InputName[];

/** Texts as they were given; a missing one counts as empty, and an empty one as its default. */
export type RawInputs = Readonly<Partial<Record<InputName, string>>>;

/** Whether a text is an http(s) address. */
export function isAddress(text: string): boolean {
  // An address forgets the line breaks and tabs in it; whoever wrote them meant something else.
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

const text = z.string();
const example = 'for example https://relay.example.com';

/** The base address of a relay, without a slash at its end. */
const relayAddress = z.pipe(
  text.check(
    z.minLength(1, `It is empty. Write the relay's address, ${example}`),
    z.refine(isAddress, `It is no http(s) address. Write the relay's address, ${example}`),
    z.refine(
      (given) => webAddress(given, { protocols: webProtocols }) !== null,
      'An address with a user or password in it ends in logs. Write it without, in at most 2,000 characters; a gateway must let CI pass.',
    ),
    z.regex(/^[^?#]*[?#]?$/, `Write the address without what follows "?" or "#", ${example}`),
  ),
  z.transform((given) => `${new URL(given).origin}${new URL(given).pathname}`.replace(/\/+$/, '')),
);

const noAddress = z.refine<string>(
  (given) => !isAddress(given),
  'It is an address, and no secret. Two values were probably mixed up.',
);

/** A text of one line, as long as the relay takes it. */
function line(longest: number): z.ZodMiniString {
  const problem = `It is longer than ${longest} characters, or has a line break in it. Write one short line.`;
  return text.check(z.maxLength(longest, problem), z.regex(/^[^\u0000-\u001f\u007f]*$/, problem));
}

const name = line(100).check(
  z.minLength(1, 'It is empty, and nothing tells what it should be. Write a name.'),
);

function oneOf<const T extends string>(words: readonly T[], problem: string): z.ZodMiniType<T> {
  return z.pipe(text.check(z.toLowerCase()), z.enum(words, problem));
}

/** A time in ms, within bounds. */
function time(least: number, most: number, problem: string): z.ZodMiniType<number, string> {
  const ms = z.pipe(text, z.transform(durationOf));
  return z.pipe(ms, z.number(problem).check(z.gte(least, problem), z.lte(most, problem)));
}

/** A plain number is what the input's name says; a unit is understood all the same. */
const milliseconds = z.pipe(
  z.pipe(
    text,
    z.transform((given) => given.replace(/^[\d.]+$/, '$&ms')),
  ),
  time(1, Infinity, 'It is no number of milliseconds. Write it as 1000, or with a unit as 1s.'),
);

/**
 * What the inputs' texts mean, or what is wrong with them and what to write instead. A problem never repeats the text: a
 * secret in the wrong input would be shown where everybody reads it.
 */
export const inputShape = z.object({
  'relay-url': relayAddress,
  'drill-secret': text.check(
    noAddress,
    z.regex(/^[^\r\n]*$/, 'It has a line break in it. Copy the secret again, as one line.'),
    z.minLength(1, "It is empty. Write the relay's DRILL_SIGNING_SECRET, from a secret."),
  ),
  token: text.check(
    noAddress,
    z.regex(
      /^[\x21-\x7e]*$/,
      "It has a space or a character that no header can hold. Copy the relay's CI_TOKEN again.",
    ),
  ),
  environment: name,
  service: name,
  release: z.pipe(
    line(200),
    z.transform((given) => (given === '' ? null : given)),
  ),
  expect: z.pipe(
    text.check(
      z.regex(
        /^(?:ack-only|(?:slack|page)(?:\s*,\s*(?:slack|page))*)?$/i,
        'It names something else than hops. Write slack, page, slack,page or ack-only, or nothing for all that the relay can prove.',
      ),
    ),
    z.transform((given): readonly Provider[] | null =>
      given === '' ? null : (['slack', 'page'] as const).filter((hop) => given.toLowerCase().includes(hop)),
    ),
  ),
  // A drill ends itself after ten minutes.
  timeout: time(1000, 9 * 60_000, 'It is no time from 1 s to 9 min. Write it as 60s, 2m or 1500ms.'),
  'max-ack-ms': milliseconds,
  'max-slack-ms': milliseconds,
  'max-page-ms': milliseconds,
  scenario: oneOf(['single', 'storm'], 'It is something else. Write single or storm.'),
  'on-failure': oneOf(['fail', 'warn'], 'It is something else. Write fail or warn.'),
  'record-deploy': z.pipe(
    oneOf(['true', 'false'], 'It is neither true nor false. Write one of them.'),
    z.transform((word) => word === 'true'),
  ),
  retries: z.pipe(
    text.check(z.regex(/^(?:\d|10)$/, 'It is no number of tries from 0 to 10. Write one of them.')),
    z.transform(Number),
  ),
} satisfies Readonly<Record<InputName, z.ZodMiniType>>);
