import { mayPass, type CallFailure, type Unreachable } from './call-failure.ts';
import type { Diagnosis } from './diagnosis.ts';
import { wordsOfMs } from './duration.ts';

type Refused = Extract<CallFailure, { kind: 'refused' }>;

/** Why a call to the relay at `relay` failed, in plain words. */
export function diagnose(failure: CallFailure, relay: string): Diagnosis {
  switch (failure.kind) {
    case 'unreachable':
      return unreachable(failure, relay);
    case 'refused':
      return refused(failure, relay);
    case 'redirected':
      return {
        cause: `${relay} answers with a redirect${failure.to === null ? '' : ` to ${failure.to}`}, and a token is not carried along redirects.`,
        advice: "Write the address that it leads to as the relay's address, if you trust it.",
        passes: false,
      };
    case 'unreadable':
      return {
        cause: `${relay} answered HTTP ${failure.status} with ${failure.what}: it is not a stormrelay, or a proxy answered.`,
        advice: checkAddress,
        passes: false,
      };
    case 'cancelled':
      return { cause: 'The check was cancelled.', advice: 'Run it again.', passes: false };
  }
}

const checkAddress =
  "Check the relay's address: it is where /healthz answers, without a path behind it unless a proxy adds one.";

function unreachable(failure: Extract<CallFailure, { kind: 'unreachable' }>, relay: string): Diagnosis {
  const { why, code } = failure;
  const named = code === null ? '' : ` (${code})`;
  const [cause, advice] = transportTable[why];
  return {
    cause: `${cause.replace('RELAY', relay)}${named}.`,
    advice,
    passes: mayPass(failure),
  };
}

const transportTable: Readonly<Record<Unreachable, readonly [cause: string, advice: string]>> = {
  refused: [
    'No relay listens at RELAY',
    'Start the relay, or correct the address; from CI the relay must be reachable, not only from your own network.',
  ],
  'no-such-host': [
    'The host name of RELAY cannot be resolved',
    'Check the spelling of the address, and whether this machine may ask the DNS that knows it.',
  ],
  tls: [
    'No trusted TLS connection to RELAY could be made',
    'Renew or complete the certificate chain; for a private authority give Node its certificate with NODE_EXTRA_CA_CERTS.',
  ],
  'not-tls': [
    'What answers at RELAY does not speak TLS',
    'Begin the address with http://, or write the address of the proxy that speaks TLS for the relay.',
  ],
  'not-http': [
    'What answers at RELAY does not speak HTTP',
    'Check the port, and whether the address begins with http:// or https:// as it should.',
  ],
  'bad-port': [
    'No relay can be reached at RELAY: its port is one that the Fetch standard blocks',
    'Let the relay listen on another port, for example 8080.',
  ],
  timeout: [
    'RELAY did not answer in time',
    'Look whether the relay runs and is not starved, and whether a firewall drops the connection.',
  ],
  broken: [
    'The connection to RELAY broke before an answer came',
    "Look into the relay's log and at the proxy in front of it: one of the two closed the connection.",
  ],
};

function refused(failure: Refused, relay: string): Diagnosis {
  const known = failure.code === null ? undefined : refusals.get(failure.code);
  if (known !== undefined) return known(failure);
  const { status, code, message } = failure;
  const atOtherRoute = code === 'ci-token' || (status === 404 && code !== null);
  if (atOtherRoute && new URL(relay).pathname !== '/') return misplaced(relay);
  if (status === 404 && code !== null) return older(relay);
  if (status === 429) return throttled(failure);
  if (status >= 500) return failing(failure, relay);
  if (code !== null) {
    return {
      cause: `The relay refused with HTTP ${status} ${code}: ${message ?? ''}`.trim(),
      advice: "See the relay's log; the relay and this check may be of different versions.",
      passes: false,
    };
  }
  return stranger(status, relay);
}

/** Proxies often take a path away before the relay sees it; the one who wrote it believed that this one does. */
function misplaced(relay: string): Diagnosis {
  const { pathname } = new URL(relay);
  return {
    cause: `The relay does not know what was asked for under ${pathname}: nothing takes this path away on the way to it.`,
    advice: checkAddress,
    passes: false,
  };
}

function older(relay: string): Diagnosis {
  return {
    cause: `The relay at ${relay} does not know this route: it is an older version, without drills, or the drill is no longer kept.`,
    advice: 'Update the relay to the version of this check.',
    passes: false,
  };
}

function throttled({ retryAfterMs }: Refused): Diagnosis {
  const wait = retryAfterMs === null ? 'a minute' : wordsOfMs(retryAfterMs);
  return {
    cause: 'The relay takes no more drills for now: too many were registered in a short time.',
    advice: `Wait ${wait}, or let fewer jobs drill the same relay at once.`,
    passes: true,
  };
}

function failing({ status, code, message }: Refused, relay: string): Diagnosis {
  if (code === null) {
    return {
      cause: `${relay} answered HTTP ${status}, and not in the relay's words: a proxy in front of it finds the relay down or starting.`,
      advice: "Look whether the relay runs (/readyz says what it waits for), and at the proxy's log.",
      passes: true,
    };
  }
  return {
    cause: `The relay cannot take anything now (HTTP ${status} ${code}): ${message ?? ''}`.trim(),
    advice: "Look at /readyz and the relay's log: its store or its disk is usually what fails.",
    passes: true,
  };
}

function stranger(status: number, relay: string): Diagnosis {
  if (status === 401 || status === 403 || status === 407) {
    return {
      cause: `${relay} answered HTTP ${status}, and not in the relay's words: a gateway in front of it asks for credentials of its own.`,
      advice:
        'Let /webhooks/sentry, /api/synthetics and /api/deploys pass the gateway; the relay checks them itself.',
      passes: false,
    };
  }
  return {
    cause: `${relay} answers (HTTP ${status}), but it is no stormrelay, or a proxy answered for it.`,
    advice: checkAddress,
    passes: false,
  };
}

const rotated: Diagnosis = {
  cause: 'The relay refuses this drill secret; it was probably rotated.',
  advice:
    "Copy the relay's DRILL_SIGNING_SECRET into the secret that this check signs with (`drill-secret`).",
  passes: false,
};

/** The relay's refusal codes. */
const refusals: ReadonlyMap<string, (failure: Refused) => Diagnosis> = new Map([
  ['drill-signature-mismatch', () => rotated],
  ['signature-mismatch', () => rotated],
  [
    'ci-token-needed',
    () => ({
      cause: 'The relay asks for a CI token, and got none.',
      advice:
        "Give this check the relay's CI_TOKEN (`token`). In a workflow an unset secret is an empty text.",
      passes: false,
    }),
  ],
  [
    'ci-token-wrong',
    () => ({
      cause: 'The relay refuses this CI token; it was probably changed.',
      advice: "Copy the relay's CI_TOKEN into the secret that this check uses (`token`).",
      passes: false,
    }),
  ],
  [
    'loopback-only',
    () => ({
      cause: 'The relay has no tokens, so its API answers only to its own machine.',
      advice: 'Set ADMIN_TOKEN and CI_TOKEN on the relay, and give this check the latter (`token`).',
      passes: false,
    }),
  ],
  [
    'drills-off',
    () => ({
      cause: 'The relay takes no drills: it has no drill secret.',
      advice:
        'Set DRILL_SIGNING_SECRET on the relay and restart it; sign with the same value here (`drill-secret`).',
      passes: false,
    }),
  ],
  ['too-many-drills', throttled],
  [
    'too-many-open-drills',
    () => ({
      cause: 'The relay takes no more drills for now: as many as it takes at a time are open.',
      advice:
        'Let fewer jobs drill the same relay at once. What nobody ended ends by itself ten minutes after it began; /api/synthetics lists it.',
      passes: true,
    }),
  ],
  [
    'token-needed',
    () => ({
      cause: 'The relay has no CI_TOKEN, so it takes deploys and drills from its operators alone.',
      advice: 'Set CI_TOKEN on the relay, restart it, and give this check the same value (`token`).',
      passes: false,
    }),
  ],
  ['bad-drill', rejected],
  ['bad-deploy', rejected],
  [
    'too-many-deploys',
    () => ({
      cause: 'The relay records no more deploys for now: too many were told in a short time.',
      advice: 'Wait a minute, or record each deploy once only (`record-deploy`).',
      passes: true,
    }),
  ],
  [
    'no-such-drill',
    () => ({
      cause: 'The relay does not know this drill any more: it ended long ago, or the relay lost its store.',
      advice: 'Run the check again; if it stays, look whether the relay keeps its store over restarts.',
      passes: true,
    }),
  ],
]);

function rejected({ message }: Refused): Diagnosis {
  return {
    cause: `The relay does not accept what it was told: ${message ?? 'it does not say why'}`,
    advice: 'Correct what it names; if it names nothing of yours, relay and check are of different versions.',
    passes: false,
  };
}
