import type { Observed } from '../observed.ts';

/** The control server of `npm run fakes`. */
export interface Control {
  readonly url: string;
  readonly token: string;
}

/** The control server cannot be asked; the message says why. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** Everything that the fakes behind a control server saw; throws ControlError. */
export async function observedAt(control: Control): Promise<Observed> {
  const url = `${control.url.replace(/\/$/, '')}/observed`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${control.token}` } }).catch(
    (error: unknown) => {
      throw new ControlError(
        `No answer from ${url}: ${String(error)}. Is \`npm run fakes\` running, and is --control its control URL?`,
      );
    },
  );
  if (response.status !== 200)
    throw new ControlError(
      `${url} answered ${response.status}. Is --token the control token that \`npm run fakes\` printed?`,
    );
  const body: unknown = await response.json();
  if (!isObserved(body)) throw new ControlError(`${url} did not answer with what the fakes saw.`);
  return body;
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
