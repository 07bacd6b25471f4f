import * as z from 'zod/mini';
import { durationOf } from '../../domain/text/duration.ts';
import { holdsSecret, isAddress } from '../../domain/text/secrets.ts';
import { webAddress, webProtocols } from '../../domain/text/web-address.ts';
import type { CheckSettings, Provider } from '../judge/check-settings.ts';
import type { RunContext } from './github-context.ts';

/** A text that fits; what is wrong with any other is never told with the text itself: it may be a secret. */
function fitting(pattern: RegExp, problem: string): z.ZodMiniString<string> {
  return z.string().check(z.regex(pattern, problem));
}

function read<A, B>(from: z.ZodMiniType<A, string>, meaning: (given: A) => B): z.ZodMiniType<B, string> {
  return z.pipe(from, z.transform(meaning));
}

const example = 'for example https://relay.example.com';

/** The base address of a relay, without a slash at its end. */
const relayAddress = z.string().check(
  z.minLength(1, `It is empty. Write the relay's address, ${example}`),
  z.refine(isAddress, `It is no http(s) address. Write the relay's address, ${example}`),
  z.refine(
    (given) => webAddress(given, { protocols: webProtocols }) !== null,
    'An address with a user or password in it ends in logs. Write it without, in at most 2,000 characters; a gateway must let CI pass.',
  ),
  z.regex(/^[^?#]*[?#]?$/, `Write the address without what follows "?" or "#", ${example}`),
);

const noAddress = z.refine<string>(
  (given) => !isAddress(given),
  'It is an address, and no secret. Two values were probably mixed up.',
);

/** A text of one line, as long as the relay takes it. */
function line(longest: number): z.ZodMiniString<string> {
  const problem = `It is longer than ${longest} characters, or has a line break in it. Write one short line.`;
  return fitting(/^[^\u0000-\u001f\u007f]*$/, problem).check(z.maxLength(longest, problem));
}

const name = line(100).check(
  z.minLength(1, 'It is empty, and nothing tells what it should be. Write a name.'),
);

function oneOf<const T extends string>(words: readonly T[], problem: string): z.ZodMiniType<T, string> {
  return z.pipe(z.string().check(z.toLowerCase()), z.enum(words, problem));
}

/** A time in ms, within bounds; a plain number is of this unit. */
function time(
  unit: string,
  [least, most]: readonly [number, number],
  problem: string,
): z.ZodMiniType<number, string> {
  const ms = read(z.string(), (given) => durationOf(given.replace(/^[\d.]+$/, `$&${unit}`)));
  return z.pipe(ms, z.number(problem).check(z.gte(least, problem), z.lte(most, problem)));
}

const limit = time(
  'ms',
  [1, Infinity],
  'It is no number of milliseconds. Write it as 1000, or with a unit as 1s.',
);

/** The inputs of a check by the names that action.yml gives them: what their texts mean, or what to write instead. */
const inputShape = z.object({
  'relay-url': read(relayAddress, (given) => {
    const { origin, pathname } = new URL(given);
    return `${origin}${pathname}`.replace(/\/+$/, '');
  }),
  'drill-secret': fitting(
    /^[^\r\n]*$/,
    'It has a line break in it. Copy the secret again, as one line.',
  ).check(noAddress, z.minLength(1, "It is empty. Write the relay's DRILL_SIGNING_SECRET, from a secret.")),
  token: fitting(
    /^[\x21-\x7e]*$/,
    "It has a space or a character that no header can hold. Copy the relay's CI_TOKEN again.",
  ).check(noAddress),
  environment: name,
  service: name,
  release: read(line(200), (given) => (given === '' ? null : given)),
  expect: read(
    fitting(
      /^(?:ack-only|(?:slack|page)(?:\s*,\s*(?:slack|page))*)?$/i,
      'It names something else than hops. Write slack, page, slack,page or ack-only, or nothing for all that the relay can prove.',
    ),
    (given): readonly Provider[] | null =>
      given === '' ? null : (['slack', 'page'] as const).filter((hop) => given.toLowerCase().includes(hop)),
  ),
  // A drill ends itself after ten minutes.
  timeout: time('s', [1000, 9 * 60_000], 'It is no time from 1 s to 9 min. Write it as 60s, 2m or 1500ms.'),
  'max-ack-ms': limit,
  'max-slack-ms': limit,
  'max-page-ms': limit,
  scenario: oneOf(['single', 'storm'], 'It is something else. Write single or storm.'),
  'on-failure': oneOf(['fail', 'warn'], 'It is something else. Write fail or warn.'),
  'record-deploy': read(
    oneOf(['true', 'false'], 'It is neither true nor false. Write one of them.'),
    (word) => word === 'true',
  ),
  retries: read(fitting(/^(?:\d|10)$/, 'It is no number of tries from 0 to 10. Write one of them.'), Number),
});

/** The name of an input. */
type InputName = keyof typeof inputShape.shape;

/** All names, in the order in which they are documented. */
export const inputNames = Object.keys(inputShape.shape) as readonly InputName[];

/** What an empty one means, where it means something. */
export const inputDefaults: RawInputs = {
  environment: 'production',
  timeout: '60s',
  'max-ack-ms': '1000',
  'max-slack-ms': '10000',
  'max-page-ms': '10000',
  scenario: 'single',
  'on-failure': 'fail',
  'record-deploy': 'true',
  retries: '0',
};

/** Those whose texts are never shown. */
export const secretInputs = ['drill-secret', 'token'] as const;

/** Texts as they were given; a missing one counts as empty. */
export type RawInputs = Readonly<Partial<Record<InputName, string>>>;

/** An input that cannot be used: which, and what to write instead. */
export interface InputProblem {
  readonly input: InputName;
  readonly message: string;
}

/** Settings, or everything that is wrong with the inputs. */
export type SettingsRead =
  | { readonly ok: true; readonly settings: CheckSettings }
  | ({ readonly ok: false; readonly problems: readonly InputProblem[] } & Pick<CheckSettings, 'onFailure'>);

/** Reads all inputs once. What they leave open, the context of the run fills. */
export function readSettings(inputs: RawInputs, context: RunContext): SettingsRead {
  const given = (name: InputName): string => (inputs[name] ?? '').trim();
  // Outside of GitHub nothing names what is checked; the check is about the relay, whatever it is called.
  const fromRun: RawInputs = { service: context.service ?? 'stormrelay', release: context.release ?? '' };
  const texts = Object.fromEntries(
    inputNames.map((name) => [name, given(name) || (fromRun[name] ?? inputDefaults[name] ?? '')]),
  );
  const read = inputShape.safeParse(texts);
  const problems = inputNames.flatMap((input) => {
    const wrong = read.error?.issues.find(({ path }) => path[0] === input)?.message;
    const message = heldSecret(input, given) ?? wrong;
    return message === undefined ? [] : [{ input, message }];
  });
  const onFailure = texts['on-failure']?.toLowerCase() === 'warn' ? 'warn' : 'fail';
  if (!read.success || problems.length > 0) return { ok: false, problems, onFailure };
  const { token, service, environment, release, expect, scenario, retries, ...told } = read.data;
  const { by, what, compareUrl, runUrl } = context;
  const subject = { service, environment, release, by };
  const settings: CheckSettings = {
    relay: told['relay-url'],
    drillSecret: told['drill-secret'],
    token,
    subject,
    expect,
    scenario,
    timeoutMs: told.timeout,
    limits: { ack: told['max-ack-ms'], slack: told['max-slack-ms'], page: told['max-page-ms'] },
    onFailure,
    deploy: told['record-deploy'] ? { ...subject, what, compareUrl, runUrl } : null,
    retries,
  };
  return { ok: true, settings };
}

/** A name that holds a secret would be sent to Slack and PagerDuty, and stay there. */
function heldSecret(input: InputName, given: (name: InputName) => string): string | undefined {
  if (secretInputs.some((name) => name === input)) return undefined;
  const held = secretInputs.find((name) => holdsSecret(given(input), given(name)));
  const what = held === 'token' ? 'CI token' : 'drill secret';
  return held && `It holds the ${what}. Write that where it belongs, and nowhere else.`;
}
