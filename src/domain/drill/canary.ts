/** How the canary stands: the drill that the relay runs by itself. Times are virtual UNIX ms. */
export interface CanaryStanding {
  /** When the newest ended, passed or not; null: none has. */
  readonly endedAt: number | null;
  readonly passedAt: number | null;
  /** How many have failed in a row. */
  readonly failures: number;
  /** Why the newest failed; null: it passed. Unescaped. */
  readonly why: string | null;
}

/** Before the first. */
export const noCanary: CanaryStanding = { endedAt: null, passedAt: null, failures: 0, why: null };

/** What one canary came to. */
export type CanaryEnd = { readonly passed: true } | { readonly passed: false; readonly why: string };

/** One failure may be a vendor's minute; it is asked again so soon, ms, and not only when the next is due. */
const againMs = 5 * 60_000;
/** So many failures in a row are no accident. */
const failuresTold = 2;
/** So much later than it is due one may end, ms: somebody's drill may run for ten minutes, and its own for one. */
const graceMs = 15 * 60_000;

/** How it stands once this one has ended. */
export function afterCanary(before: CanaryStanding, end: CanaryEnd, now: number): CanaryStanding {
  return end.passed
    ? { endedAt: now, passedAt: now, failures: 0, why: null }
    : { ...before, endedAt: now, failures: before.failures + 1, why: end.why };
}

/** When the next is due; an end that is still to come is none: a clock had run ahead. */
function dueAt({ endedAt, failures }: CanaryStanding, everyMs: number, now: number): number | null {
  if (endedAt === null || endedAt > now) return null;
  return endedAt + (failures > 0 ? Math.min(everyMs, againMs) : everyMs);
}

/** How long until the next is due; 0: it is. */
export function canaryLeftMs(standing: CanaryStanding, everyMs: number, now: number): number {
  return Math.max(0, (dueAt(standing, everyMs, now) ?? now) - now);
}

/** Why nobody may rely on it; null: the newest passed, or the first is still to come. */
export type CanaryTrouble = 'canary-failed' | 'canary-overdue';

/** @param since When this relay began: what was due before could not be done. */
export function canaryTrouble(
  standing: CanaryStanding,
  { everyMs, since, now }: { readonly everyMs: number; readonly since: number; readonly now: number },
): CanaryTrouble | null {
  if (now - Math.max(dueAt(standing, everyMs, now) ?? since, since) > graceMs) return 'canary-overdue';
  return standing.failures > 0 ? 'canary-failed' : null;
}

/** Whether people have to be told that alerts may not arrive. */
export function failsAgain({ failures }: Pick<CanaryStanding, 'failures'>): boolean {
  return failures >= failuresTold;
}
