import { toldBy, type PageProjection } from '../../domain/sending/page-projection.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Step } from '../../domain/sending/outcome.ts';
import { acceptedAt, type Ringing, type Sent, type Trigger } from '../../domain/sending/sent.ts';

/** Where a page stands after a step that the pager took under `handle`. */
export function pageAfter(
  row: Notification,
  page: PageProjection,
  step: Step,
  { handle, now }: { readonly handle: string; readonly now: number },
): Sent {
  const { digest, statusDigest, alerts, sent } = row;
  // A page is triggered again a minute after the answer: only so is it a minute at the receiver too.
  const taken = { digest, statusDigest, alerts, handle, at: now };
  if (step === 'close') return { ...taken, phase: 'closed', acceptedAt: acceptedAt(sent) };
  const before = ringing(sent);
  const triggered = step === 'create' || step === 'change';
  return {
    ...taken,
    phase: 'open',
    trigger: triggered ? triggerOf(row, page, now) : (before?.trigger ?? null),
    acknowledged: step === 'acknowledge' || before?.acknowledged === true,
    ...acknowledgedAt(page, step, before),
  };
}

function acknowledgedAt(
  page: PageProjection,
  step: Step,
  before: Ringing | null,
): Pick<Ringing, 'acknowledgedAt'> {
  const told =
    step === 'acknowledge' && page.state === 'acknowledged' ? page.takenAt : before?.acknowledgedAt;
  return told === undefined ? {} : { acknowledgedAt: told };
}

function triggerOf({ severityRank, sent }: Notification, page: PageProjection, now: number): Trigger {
  const { storm, unnamed, breadth, beat, reach = 0 } = page;
  const { upto } = toldBy(page);
  return {
    acceptedAt: acceptedAt(sent) ?? now,
    takenAt: now,
    severityRank,
    storm,
    unnamed,
    breadth,
    beat,
    reach,
    upto,
  };
}

function ringing(sent: Sent): Ringing | null {
  return sent.phase === 'open' ? sent : null;
}

/** Where a page stands after a send that failed: once a resolve was started, nothing else may follow. */
export function afterPageFailure(sent: Sent, step: Step, ambiguous: boolean): Sent {
  const { digest, statusDigest } = sent;
  if (step === 'close') return resolving(sent);
  return ambiguous && step === 'create' ? { phase: 'maybe', digest, statusDigest } : sent;
}

/** A page whose resolve was started. */
export function resolving(sent: Sent): Sent {
  const { digest, statusDigest } = sent;
  if (sent.phase !== 'open' && sent.phase !== 'closed')
    return sent.phase === 'resolving' ? sent : { phase: 'resolving', digest, statusDigest, handle: null };
  const { handle, at, alerts } = sent;
  return { phase: 'resolving', digest, statusDigest, handle, at, alerts, acceptedAt: acceptedAt(sent) };
}
