import type { DrillScenario, DrillSubject } from '../domain/drill.ts';
import type { RunContext } from './github-context.ts';
import {
  drillSecret,
  duration,
  expectation,
  milliseconds,
  name,
  oneOf,
  optionalName,
  relayAddress,
  retries,
  token,
  yesOrNo,
  type Expected,
  type Parsed,
} from './input-parsers.ts';
import { holdsSecret } from './holds-secret.ts';
import { inputDefaults, secretInputs, type InputName, type RawInputs } from './inputs.ts';
import type { Deploy } from './relay-client.ts';

/** What a check was asked to do, checked. */
export interface CheckSettings {
  /** Base address of the relay without a slash at its end. */
  readonly relay: string;
  readonly drillSecret: string;
  /** Empty: none is sent. */
  readonly token: string;
  readonly subject: DrillSubject;
  /** Null: whatever the relay says that it can prove. */
  readonly expect: Expected | null;
  readonly scenario: DrillScenario;
  /** How long one try may take, without the clearing up. */
  readonly timeoutMs: number;
  readonly limits: Limits;
  readonly onFailure: 'fail' | 'warn';
  /** Null: no deploy is recorded. */
  readonly deploy: Deploy | null;
  readonly retries: number;
}

/** What counts as slow, in ms. */
export interface Limits {
  readonly ack: number;
  readonly slack: number;
  readonly page: number;
}

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

/** Reads all inputs once. What they leave open, the context of the run fills. */
export function readSettings(inputs: RawInputs, context: RunContext): SettingsRead {
  const problems: InputProblem[] = [];
  const read = <T>(input: InputName, parse: (text: string) => Parsed<T>, otherwise = ''): T | null => {
    const given = (inputs[input] ?? '').trim();
    const parsed =
      refuseSecret(input, given, inputs) ?? parse(given === '' ? otherwise || inputDefaults[input] : given);
    if ('problem' in parsed) problems.push({ input, message: parsed.problem });
    return 'problem' in parsed ? null : parsed.value;
  };
  const draft = {
    relay: read('relay-url', relayAddress),
    drillSecret: read('drill-secret', drillSecret),
    token: read('token', token),
    environment: read('environment', name),
    // Outside of GitHub nothing names what is checked; the check is about the relay, whatever it is called.
    service: read('service', name, context.service ?? 'stormrelay'),
    release: read('release', optionalName, context.release ?? ''),
    expect: read('expect', expectation),
    timeoutMs: read('timeout', duration),
    ack: read('max-ack-ms', milliseconds),
    slack: read('max-slack-ms', milliseconds),
    page: read('max-page-ms', milliseconds),
    scenario: read('scenario', oneOf('single', 'storm')),
    onFailure: read('on-failure', oneOf('fail', 'warn')),
    recordDeploy: read('record-deploy', yesOrNo),
    retries: read('retries', retries),
  };
  return problems.length > 0 || !isWhole(draft)
    ? { ok: false, problems, onFailure: draft.onFailure ?? 'fail' }
    : { ok: true, settings: settled(draft, context) };
}

const secretWords = { 'drill-secret': 'drill secret', token: 'CI token' } as const;

/** A name that holds a secret would be sent to Slack and PagerDuty, and stay there. */
function refuseSecret(
  input: InputName,
  text: string,
  inputs: RawInputs,
): { readonly problem: string } | null {
  if (secretInputs.some((name) => name === input)) return null;
  const held = secretInputs.find((name) => holdsSecret(text, (inputs[name] ?? '').trim()));
  return held === undefined
    ? null
    : { problem: `It holds the ${secretWords[held]}. Write that where it belongs, and nowhere else.` };
}

interface Draft {
  readonly relay: string;
  readonly drillSecret: string;
  readonly token: string;
  readonly environment: string;
  readonly service: string;
  readonly release: { readonly name: string | null };
  readonly expect: { readonly hops: Expected | null };
  readonly timeoutMs: number;
  readonly ack: number;
  readonly slack: number;
  readonly page: number;
  readonly scenario: DrillScenario;
  readonly onFailure: 'fail' | 'warn';
  readonly recordDeploy: boolean;
  readonly retries: number;
}

function isWhole(draft: { readonly [Key in keyof Draft]: Draft[Key] | null }): draft is Draft {
  return Object.values(draft).every((value) => value !== null);
}

function settled(draft: Draft, context: RunContext): CheckSettings {
  const { relay, drillSecret: secret, token: ciToken, environment, service, scenario, timeoutMs } = draft;
  const subject = { service, environment, release: draft.release.name, by: context.by };
  const { what, compareUrl, runUrl } = context;
  return {
    relay,
    drillSecret: secret,
    token: ciToken,
    subject,
    expect: draft.expect.hops,
    scenario,
    timeoutMs,
    limits: { ack: draft.ack, slack: draft.slack, page: draft.page },
    onFailure: draft.onFailure,
    deploy: draft.recordDeploy ? { ...subject, what, compareUrl, runUrl } : null,
    retries: draft.retries,
  };
}
