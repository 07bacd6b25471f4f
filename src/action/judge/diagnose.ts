import type { Diagnosis } from '../../domain/trouble.ts';
import type { Unreachable } from '../../seams/transport-error.ts';
import { mayPass, type CallFailure } from '../relay/call-failure.ts';
import { wordsOfMs } from './duration.ts';
import { refusals } from './refusals.ts';

type Refused = Extract<CallFailure, { kind: 'refused' }>;

/** Why a call to the relay at `relay` failed, in plain words. */
export function diagnose(failure: CallFailure, relay: string): Diagnosis {
  switch (failure.kind) {
    case 'unreachable': {
      const named = failure.code === null ? '' : ` (${failure.code})`;
      const [cause, advice] = silences[failure.why];
      return { cause: `${cause(relay)}${named}.`, advice, passes: mayPass(failure) };
    }
    case 'refused':
      return refused(failure, relay);
    case 'redirected':
      return lasting(
        `${relay} answers with a redirect${failure.to === null ? '' : ` to ${failure.to}`}, and a token is not carried along redirects.`,
        "Write the address that it leads to as the relay's address, if you trust it.",
      );
    case 'unreadable':
      return lasting(
        `${relay} answered HTTP ${failure.status} with ${failure.what}: it is not a stormrelay, or a proxy answered.`,
        checkAddress,
      );
    case 'cancelled':
      return lasting('The check was cancelled.', 'Run it again.');
  }
}

const checkAddress =
  "Check the relay's address: it is where /healthz answers, without a path behind it unless a proxy adds one.";

function lasting(cause: string, advice: string): Diagnosis {
  return { cause, advice, passes: false };
}

function passing(cause: string, advice: string): Diagnosis {
  return { cause, advice, passes: true };
}

const silences: Readonly<Record<Unreachable, readonly [cause: (relay: string) => string, advice: string]>> = {
  refused: [
    (relay) => `No relay listens at ${relay}`,
    'Start the relay, or correct the address; from CI the relay must be reachable, not only from your own network.',
  ],
  'no-such-host': [
    (relay) => `The host name of ${relay} cannot be resolved`,
    'Check the spelling of the address, and whether this machine may ask the DNS that knows it.',
  ],
  tls: [
    (relay) => `No trusted TLS connection to ${relay} could be made`,
    'Renew or complete the certificate chain; for a private authority give Node its certificate with NODE_EXTRA_CA_CERTS.',
  ],
  'not-tls': [
    (relay) => `What answers at ${relay} does not speak TLS`,
    'Begin the address with http://, or write the address of the proxy that speaks TLS for the relay.',
  ],
  'not-http': [
    (relay) => `What answers at ${relay} does not speak HTTP`,
    'Check the port, and whether the address begins with http:// or https:// as it should.',
  ],
  'bad-port': [
    (relay) => `No relay can be reached at ${relay}: its port is one that the Fetch standard blocks`,
    'Let the relay listen on another port, for example 8080.',
  ],
  'bad-address': [(relay) => `No request can be made to ${relay}`, 'Check the spelling of the address.'],
  timeout: [
    (relay) => `${relay} did not answer in time`,
    'Look whether the relay runs and is not starved, and whether a firewall drops the connection.',
  ],
  redirect: [
    (relay) => `${relay} answers with a redirect`,
    "Write the address that it leads to as the relay's address, if you trust it.",
  ],
  broken: [
    (relay) => `The connection to ${relay} broke before an answer came`,
    "Look into the relay's log and at the proxy in front of it: one of the two closed the connection.",
  ],
};

function refused(failure: Refused, relay: string): Diagnosis {
  const { status, code, message } = failure;
  if (code === null) return status === 429 ? throttled(failure) : stranger(status, relay);
  if (code === 'too-many-drills') return throttled(failure);
  const known = refusals.get(code);
  if (known !== undefined) return known;
  if (code === 'bad-drill' || code === 'bad-deploy')
    return lasting(
      `The relay does not accept what it was told: ${message ?? 'it does not say why'}`,
      'Correct what it names; if it names nothing of yours, relay and check are of different versions.',
    );
  const { pathname } = new URL(relay);
  // Proxies often take a path away before the relay sees it; the one who wrote it believed that this one does.
  if ((code === 'ci-token' || status === 404) && pathname !== '/')
    return lasting(
      `The relay does not know what was asked for under ${pathname}: nothing takes this path away on the way to it.`,
      checkAddress,
    );
  if (status === 404)
    return lasting(
      `The relay at ${relay} does not know this route: it is an older version, without drills, or the drill is no longer kept.`,
      'Update the relay to the version of this check.',
    );
  if (status === 429) return throttled(failure);
  const said = `(HTTP ${status} ${code}): ${message ?? ''}`.trim();
  return status >= 500
    ? passing(
        `The relay cannot take anything now ${said}`,
        "Look at /readyz and the relay's log: its store or its disk is usually what fails.",
      )
    : lasting(
        `The relay refused with HTTP ${status} ${code}: ${message ?? ''}`.trim(),
        "See the relay's log; the relay and this check may be of different versions.",
      );
}

function throttled({ retryAfterMs }: Refused): Diagnosis {
  const wait = retryAfterMs === null ? 'a minute' : wordsOfMs(retryAfterMs);
  return passing(
    'The relay takes no more drills for now: too many were registered in a short time.',
    `Wait ${wait}, or let fewer jobs drill the same relay at once.`,
  );
}

/** An answer that is not in the relay's words. */
function stranger(status: number, relay: string): Diagnosis {
  const answered = `${relay} answered HTTP ${status}, and not in the relay's words: `;
  if (status >= 500)
    return passing(
      `${answered}a proxy in front of it finds the relay down or starting.`,
      "Look whether the relay runs (/readyz says what it waits for), and at the proxy's log.",
    );
  if (status === 401 || status === 403 || status === 407)
    return lasting(
      `${answered}a gateway in front of it asks for credentials of its own.`,
      'Let /webhooks/sentry, /api/synthetics and /api/deploys pass the gateway; the relay checks them itself.',
    );
  return lasting(
    `${relay} answers (HTTP ${status}), but it is no stormrelay, or a proxy answered for it.`,
    checkAddress,
  );
}
