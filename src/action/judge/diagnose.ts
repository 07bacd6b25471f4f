import { wordsOfMs } from '../../domain/text/duration.ts';
import type { Diagnosis } from '../../domain/sending/trouble.ts';
import type { Unreachable } from '../../seams/transport-error.ts';
import { isForgotten, mayPass, type CallFailure } from '../relay/call-failure.ts';

type Told = readonly [cause: string, advice: string];

/** Why a call to the relay at `relay` failed, in plain words. */
export function diagnose(failure: CallFailure, relay: string): Diagnosis {
  const [cause, advice] = explain(failure, relay);
  // A forgotten drill stays forgotten; another one need not be.
  return { cause, advice, passes: mayPass(failure) || isForgotten(failure) };
}

function explain(failure: CallFailure, relay: string): Told {
  switch (failure.kind) {
    case 'unreachable': {
      // A redirect is answered to, and not followed.
      const [cause, advice] = silences[failure.why === 'redirect' ? 'broken' : failure.why];
      return [`${cause(relay)}${failure.code === null ? '' : ` (${failure.code})`}.`, advice];
    }
    case 'refused':
      return refused(failure, relay);
    case 'redirected':
      return [
        `${relay} answers with a redirect${failure.to === null ? '' : ` to ${failure.to}`}, and a token is not carried along redirects.`,
        "Write the address that it leads to as the relay's address, if you trust it.",
      ];
    case 'unreadable':
      return [
        `${relay} answered HTTP ${failure.status} with ${failure.what}: it is not a stormrelay, or a proxy answered.`,
        checkAddress,
      ];
    case 'cancelled':
      return ['The check was cancelled.', 'Run it again.'];
  }
}

const checkAddress =
  "Check the relay's address: it is where /healthz answers, without a path behind it unless a proxy adds one.";

type Silence = Exclude<Unreachable, 'redirect'>;

const silences: Readonly<Record<Silence, readonly [cause: (relay: string) => string, advice: string]>> = {
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
  broken: [
    (relay) => `The connection to ${relay} broke before an answer came`,
    "Look into the relay's log and at the proxy in front of it: one of the two closed the connection.",
  ],
};

function refused(failure: Extract<CallFailure, { kind: 'refused' }>, relay: string): Told {
  const { status, code, message, retryAfterMs } = failure;
  const told = code === null ? undefined : refusals.get(code);
  if (told !== undefined) return told;
  if (status === 429)
    return [
      `The relay takes no more drills for now: ${message || 'too many were registered in a short time.'}`,
      `Wait ${retryAfterMs === null ? 'a minute' : wordsOfMs(retryAfterMs)}, or let fewer jobs drill the same relay at once.`,
    ];
  if (code === null) return stranger(status, relay);
  const { pathname } = new URL(relay);
  // Proxies often take a path away before the relay sees it; the one who wrote it believed that this one does.
  if ((code === 'ci-token' || status === 404) && pathname !== '/')
    return [
      `The relay does not know what was asked for under ${pathname}: nothing takes this path away on the way to it.`,
      checkAddress,
    ];
  if (status === 404)
    return [
      `The relay at ${relay} does not know this route: it is an older version, without drills, or the drill is no longer kept.`,
      'Update the relay to the version of this check.',
    ];
  return status >= 500
    ? [
        `The relay cannot take anything now (HTTP ${status} ${code}): ${message ?? ''}`.trim(),
        "Look at /readyz and the relay's log: its store or its disk is usually what fails.",
      ]
    : [
        `The relay refused with HTTP ${status} ${code}: ${message ?? ''}`.trim(),
        'Correct what it names; if it names nothing of yours, relay and check are of different versions.',
      ];
}

/** An answer that is not in the relay's words. */
function stranger(status: number, relay: string): Told {
  const answered = `${relay} answered HTTP ${status}, and not in the relay's words: `;
  if (status >= 500)
    return [
      `${answered}a proxy in front of it finds the relay down or starting.`,
      "Look whether the relay runs (/readyz says what it waits for), and at the proxy's log.",
    ];
  if (status === 401 || status === 403 || status === 407)
    return [
      `${answered}a gateway in front of it asks for credentials of its own.`,
      'Let /webhooks/sentry, /api/synthetics and /api/deploys pass the gateway; the relay checks them itself.',
    ];
  return [
    `${relay} answers (HTTP ${status}), but it is no stormrelay, or a proxy answered for it.`,
    checkAddress,
  ];
}

const rotated: Told = [
  'The relay refuses this drill secret; it was probably rotated.',
  "Copy the relay's DRILL_SIGNING_SECRET into the secret that this check signs with (drill-secret).",
];

/** What the relay's refusals mean for the check, by their codes. */
const refusals: ReadonlyMap<string, Told> = new Map(
  Object.entries<Told>({
    'drill-signature-mismatch': rotated,
    'signature-mismatch': rotated,
    'ci-token-needed': [
      'The relay asks for a CI token, and got none.',
      "Give this check the relay's CI_TOKEN (token). In a workflow an unset secret is an empty text.",
    ],
    'ci-token-wrong': [
      'The relay refuses this CI token; it was probably changed.',
      "Copy the relay's CI_TOKEN into the secret that this check uses (token).",
    ],
    'loopback-only': [
      'The relay has no tokens, so its API answers only to its own machine.',
      'Set ADMIN_TOKEN and CI_TOKEN on the relay, and give this check the latter (token).',
    ],
    'token-needed': [
      'The relay has no CI_TOKEN, so it takes deploys and drills from its operators alone.',
      'Set CI_TOKEN on the relay, restart it, and give this check the same value (token).',
    ],
    'drills-off': [
      'The relay takes no drills: it has no drill secret.',
      'Set DRILL_SIGNING_SECRET on the relay and restart it; sign with the same value here (drill-secret).',
    ],
    'too-many-deploys': [
      'The relay records no more deploys for now: too many were told in a short time.',
      'Wait a minute, or record each deploy once only (record-deploy).',
    ],
    'no-such-drill': [
      'The relay does not know this drill any more: it ended long ago, or the relay lost its store.',
      'Run the check again; if it stays, look whether the relay keeps its store over restarts.',
    ],
  }),
);
