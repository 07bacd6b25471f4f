import type { CheckSettings } from '../judge/check-settings.ts';
import type { RunContext } from './github-context.ts';
import { holdsSecret } from './holds-secret.ts';
import {
  inputDefaults,
  inputNames,
  inputShape,
  secretInputs,
  type InputName,
  type RawInputs,
} from './inputs.ts';

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
    inputNames.map((name) => [name, given(name) || fromRun[name] || inputDefaults[name]]),
  );
  const read = inputShape.safeParse(texts);
  const problems = inputNames.flatMap((input) => {
    const wrong = read.error?.issues.find(({ path }) => path[0] === input)?.message;
    const message = heldSecret(input, given) ?? wrong;
    return message === undefined ? [] : [{ input, message }];
  });
  if (!read.success || problems.length > 0)
    return {
      ok: false,
      problems,
      onFailure: texts['on-failure']?.toLowerCase() === 'warn' ? 'warn' : 'fail',
    };
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
    onFailure: told['on-failure'],
    deploy: told['record-deploy'] ? { ...subject, what, compareUrl, runUrl } : null,
    retries,
  };
  return { ok: true, settings };
}

const secretWords = { 'drill-secret': 'drill secret', token: 'CI token' } as const;

/** A name that holds a secret would be sent to Slack and PagerDuty, and stay there. */
function heldSecret(input: InputName, given: (name: InputName) => string): string | undefined {
  if (secretInputs.some((name) => name === input)) return undefined;
  const held = secretInputs.find((name) => holdsSecret(given(input), given(name)));
  return held && `It holds the ${secretWords[held]}. Write that where it belongs, and nowhere else.`;
}
