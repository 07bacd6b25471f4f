import * as z from 'zod/mini';
import type { CheckSettings } from '../judge/check-settings.ts';
import type { RunContext } from './github-context.ts';
import { holdsSecret } from './holds-secret.ts';
import * as parse from './input-parsers.ts';
import { inputDefaults, inputNames, secretInputs, type InputName, type RawInputs } from './inputs.ts';

/** An input that cannot be used: which, and what to write instead. */
export interface InputProblem {
  readonly input: InputName;
  readonly message: string;
}

/** Settings, or everything that is wrong with the inputs. */
export type SettingsRead =
  | { readonly ok: true; readonly settings: CheckSettings }
  | {
      readonly ok: false;
      readonly problems: readonly InputProblem[];
      readonly onFailure: CheckSettings['onFailure'];
    };

const onFailure = parse.oneOf('fail', 'warn');

const shape = z.object({
  'relay-url': parse.relayAddress,
  'drill-secret': parse.drillSecret,
  token: parse.token,
  environment: parse.name,
  service: parse.name,
  release: parse.optionalName,
  expect: parse.expectation,
  timeout: parse.duration,
  'max-ack-ms': parse.milliseconds,
  'max-slack-ms': parse.milliseconds,
  'max-page-ms': parse.milliseconds,
  scenario: parse.oneOf('single', 'storm'),
  'on-failure': onFailure,
  'record-deploy': parse.yesOrNo,
  retries: parse.retries,
} satisfies Readonly<Record<InputName, z.ZodMiniType>>);

/** Reads all inputs once. What they leave open, the context of the run fills. */
export function readSettings(inputs: RawInputs, context: RunContext): SettingsRead {
  const given = (name: InputName): string => (inputs[name] ?? '').trim();
  // Outside of GitHub nothing names what is checked; the check is about the relay, whatever it is called.
  const fromRun: RawInputs = { service: context.service ?? 'stormrelay', release: context.release ?? '' };
  const texts = Object.fromEntries(
    inputNames.map((name) => [name, given(name) || fromRun[name] || inputDefaults[name]]),
  );
  const read = shape.safeParse(texts);
  const problems = inputNames.flatMap((input) => {
    const wrong = read.error?.issues.find(({ path }) => path[0] === input)?.message;
    const message = heldSecret(input, given) ?? wrong;
    return message === undefined ? [] : [{ input, message }];
  });
  return read.success && problems.length === 0
    ? { ok: true, settings: settled(read.data, context) }
    : { ok: false, problems, onFailure: onFailure.safeParse(texts['on-failure']).data ?? 'fail' };
}

const secretWords = { 'drill-secret': 'drill secret', token: 'CI token' } as const;

/** A name that holds a secret would be sent to Slack and PagerDuty, and stay there. */
function heldSecret(input: InputName, given: (name: InputName) => string): string | undefined {
  if (secretInputs.some((name) => name === input)) return undefined;
  const held = secretInputs.find((name) => holdsSecret(given(input), given(name)));
  return held && `It holds the ${secretWords[held]}. Write that where it belongs, and nowhere else.`;
}

function settled(read: z.output<typeof shape>, context: RunContext): CheckSettings {
  const { service, environment, release, expect, scenario, retries } = read;
  const subject = { service, environment, release, by: context.by };
  const { what, compareUrl, runUrl } = context;
  return {
    relay: read['relay-url'],
    drillSecret: read['drill-secret'],
    token: read.token,
    subject,
    expect,
    scenario,
    timeoutMs: read.timeout,
    limits: { ack: read['max-ack-ms'], slack: read['max-slack-ms'], page: read['max-page-ms'] },
    onFailure: read['on-failure'],
    deploy: read['record-deploy'] ? { ...subject, what, compareUrl, runUrl } : null,
    retries,
  };
}
