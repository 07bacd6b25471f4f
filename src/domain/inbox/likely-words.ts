import type { LikelyCause } from './quarantine.ts';

/** How many deliveries of a quarantine have which cause; none of a cause may be left out. */
export type QuarantineTally = Readonly<Partial<Record<LikelyCause, number>>>;

/** Why it most likely matched no secret, and what to do, as a clause behind a colon. */
export const likelyWords: Readonly<Record<LikelyCause, string>> = {
  'previous-secret':
    'signed with a secret that the relay held before. Put that one back, behind the new one, until Sentry no longer uses it',
  're-serialised':
    'signed with a secret that the relay holds, over the same JSON written otherwise. A proxy on the way writes the body anew; let it pass the bytes as they are',
  'other-integration':
    'of another installation than those that were let in. Add the Client Secret of that integration, or take this address out of it',
  'unknown-secret':
    "in the form of Sentry, with a secret that the relay was never told. If the integration's Client Secret was rotated, put the new one first in SENTRY_SIGNING_SECRETS (or its file)",
  stranger: "not in the form of Sentry's. A stranger tries the door; nothing is to be done",
};

/** The most frequent cause that somebody can do something about; strangers only where there is nobody else. */
export function mostLikely(tally: QuarantineTally): LikelyCause | null {
  return byWeight(tally)[0]?.[0] ?? null;
}

/** The causes that there are with their counts, most frequent first; strangers last, for nothing is to be done about them. */
export function byWeight(tally: QuarantineTally): readonly (readonly [LikelyCause, number])[] {
  const counted = Object.entries(tally) as [LikelyCause, number][];
  return counted
    .filter(([, count]) => count > 0)
    .sort(([a, ofA], [b, ofB]) => Number(a === 'stranger') - Number(b === 'stranger') || ofB - ofA);
}
