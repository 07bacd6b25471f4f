import type { Observed } from '../observed.ts';
import { failureOf } from './fetch-failure.ts';

/** The control server of `npm run fakes`. */
export interface Control {
  readonly url: string;
  readonly token: string;
}

/** The control server cannot be asked; the message says why. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** Whether the control server answers and takes the token; throws ControlError. */
export async function lookAtControl(control: Control, signal: AbortSignal): Promise<void> {
  const response = await asked(control, 'faults', signal);
  await response.body?.cancel();
}

/** Real milliseconds that the control server may take to tell all it saw: a long storm is some megabytes. */
const TELL_WITHIN_MS = 30_000;

/** Everything that the fakes behind a control server saw; throws ControlError. */
export async function observedAt(control: Control): Promise<Observed> {
  const response = await asked(control, 'observed', AbortSignal.timeout(TELL_WITHIN_MS));
  const body: unknown = await response.json();
  if (!isObserved(body)) throw new ControlError(`${response.url} did not answer with what the fakes saw.`);
  return body;
}

async function asked(control: Control, what: string, signal: AbortSignal): Promise<Response> {
  const url = `${control.url.replace(/\/$/, '')}/${what}`;
  const headers = { authorization: `Bearer ${control.token}` };
  const response = await fetch(url, { headers, signal }).catch((error: unknown) => {
    throw new ControlError(
      `No answer from ${url} (${failureOf(error)}). Is "npm run fakes" running, and is --control its control URL?`,
    );
  });
  if (response.status !== 200)
    throw new ControlError(
      `${url} answered ${response.status}. Is --token the control token that "npm run fakes" printed?`,
    );
  return response;
}

/** A person at PagerDuty acknowledges or resolves; false when there was nothing to; throws ControlError. */
export async function actAt(
  control: Control,
  wanted: 'acknowledge' | 'resolve',
  key: { readonly routingKey: string; readonly dedupKey: string },
): Promise<boolean> {
  const url = `${control.url.replace(/\/$/, '')}/pagerduty/${wanted}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(key),
  }).catch((error: unknown) => {
    throw new ControlError(`No answer from ${url}: ${String(error)}. Is \`npm run fakes\` still running?`);
  });
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null && Reflect.get(body, `${wanted}d`) === true;
}

/** The fakes are this repository's own, so a look at the outer shape tells them from anything else. */
function isObserved(value: unknown): value is Observed {
  if (typeof value !== 'object' || value === null) return false;
  const lists = (key: string, ...names: string[]): boolean => {
    const part: unknown = Reflect.get(value, key);
    return (
      typeof part === 'object' &&
      part !== null &&
      names.every((name) => Array.isArray(Reflect.get(part, name)))
    );
  };
  return (
    lists('sentry', 'deliveries') &&
    lists('slack', 'calls', 'messages') &&
    lists('pagerduty', 'calls', 'incidents', 'wakings')
  );
}
