import type { Attempts, Notification } from '../../domain/sending/notification.ts';
import type { Outcome, Step, Why } from '../../domain/sending/outcome.ts';
import { ended, toldBy } from '../outcome/attempt-rows.ts';

const second = 1_000;

/** How many times history is searched before a post that may exist is made again. */
const looksNeeded = 2;
/** Slack's history lags: the last of these looks is no sooner than this after the send whose answer is missing. */
const lookingForMs = 20 * second;

/** What the attempts of a row say of a post that may exist, since `at`. */
type Doubt = Pick<Attempts, 'ambiguousAt' | 'looks'>;

/** Nothing is in doubt: what may have been is looked for no more. */
const noDoubt: Doubt = { ambiguousAt: null, looks: 0 };

/** A post of which it is not known whether it was made, and which one look settles. */
function oneLook(at: number): Doubt {
  return { ambiguousAt: at, looks: looksNeeded - 1 };
}

/** Whether whoever gets the same twice knows it: each version of what a program is told has an id. */
export function repeatsSafely({ surface }: Pick<Notification, 'surface'>): boolean {
  return surface === 'hook';
}

/** The attempts of a row after a look that found nothing: looked for again, or posted anew at once. */
export function afterLook(row: Notification, now: number): Attempts {
  const looks = row.attempts.looks + 1;
  if (looks >= looksNeeded) return { ...ended(row), ...noDoubt, notBefore: now };
  return {
    ...ended(row),
    looks,
    notBefore: Math.max(now + second, (row.attempts.ambiguousAt ?? now) + lookingForMs),
  };
}

/** The attempts of a row whose receiver lets nobody look: it is posted anew, at the risk of a second one. */
export function unlooked(row: Notification, why: Why, now: number): Attempts {
  return { ...ended(row), ...noDoubt, notBefore: now, ...toldBy(why) };
}

/**
 * The attempts of a row whose send was limited; it costs none. Slack says that a post which it answers with 429 was not
 * made, and people have seen hundreds that were (Yelp/elastalert#1345). One look costs less than a message that nobody
 * edits any more.
 */
export function afterLimit(row: Notification, step: Step, startedAt: number): Attempts {
  const maybePosted = step === 'create' && row.surface !== 'page' && !repeatsSafely(row);
  return { ...ended(row), ...(maybePosted ? oneLook(startedAt) : {}) };
}

/** What is in doubt after a send that failed, and how long a look has to wait for it to show; null where nothing is. */
export function doubtAfterFailure(
  row: Notification,
  step: Step,
  failure: Outcome & { kind: 'failed' },
  startedAt: number,
): { readonly doubt: Doubt; readonly settlesMs: number } | null {
  const page = row.surface === 'page';
  if (repeatsSafely(row)) return null;
  // A change may be repeated freely, except that a late trigger must not follow a resolve.
  if (!failure.ambiguous || !(step === 'create' || (page && step === 'change'))) return null;
  // A bad answer says that the receiver is done with the request, and nothing of when its history shows it.
  const doubt = { ambiguousAt: startedAt, looks: 0 };
  return { doubt, settlesMs: page ? 0 : failure.timedOut ? 5 * second : 2 * second };
}
