import type { Diagnosis } from '../../domain/trouble.ts';

const rotated: Diagnosis = {
  cause: 'The relay refuses this drill secret; it was probably rotated.',
  advice:
    "Copy the relay's DRILL_SIGNING_SECRET into the secret that this check signs with (`drill-secret`).",
  passes: false,
};

const known: Readonly<Record<string, Diagnosis>> = {
  'drill-signature-mismatch': rotated,
  'signature-mismatch': rotated,
  'ci-token-needed': {
    cause: 'The relay asks for a CI token, and got none.',
    advice: "Give this check the relay's CI_TOKEN (`token`). In a workflow an unset secret is an empty text.",
    passes: false,
  },
  'ci-token-wrong': {
    cause: 'The relay refuses this CI token; it was probably changed.',
    advice: "Copy the relay's CI_TOKEN into the secret that this check uses (`token`).",
    passes: false,
  },
  'loopback-only': {
    cause: 'The relay has no tokens, so its API answers only to its own machine.',
    advice: 'Set ADMIN_TOKEN and CI_TOKEN on the relay, and give this check the latter (`token`).',
    passes: false,
  },
  'token-needed': {
    cause: 'The relay has no CI_TOKEN, so it takes deploys and drills from its operators alone.',
    advice: 'Set CI_TOKEN on the relay, restart it, and give this check the same value (`token`).',
    passes: false,
  },
  'drills-off': {
    cause: 'The relay takes no drills: it has no drill secret.',
    advice:
      'Set DRILL_SIGNING_SECRET on the relay and restart it; sign with the same value here (`drill-secret`).',
    passes: false,
  },
  'too-many-open-drills': {
    cause: 'The relay takes no more drills for now: as many as it takes at a time are open.',
    advice:
      'Let fewer jobs drill the same relay at once. What nobody ended ends by itself ten minutes after it began; /api/synthetics lists it.',
    passes: true,
  },
  'too-many-deploys': {
    cause: 'The relay records no more deploys for now: too many were told in a short time.',
    advice: 'Wait a minute, or record each deploy once only (`record-deploy`).',
    passes: true,
  },
  'no-such-drill': {
    cause: 'The relay does not know this drill any more: it ended long ago, or the relay lost its store.',
    advice: 'Run the check again; if it stays, look whether the relay keeps its store over restarts.',
    passes: true,
  },
};

/** What the relay's refusals mean for the check, by their codes. */
export const refusals: ReadonlyMap<string, Diagnosis> = new Map(Object.entries(known));
