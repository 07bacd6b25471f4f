import { environmentWaitMs, unendedWaitMs } from '../../domain/environment/environment-wait.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import { isCollecting, type PageProjection } from '../../domain/sending/page-projection.ts';
import type { Ringing } from '../../domain/sending/sent.ts';
import type { NextStep } from './step.ts';

/** An open page is triggered again at most so often: each time overwrites the summary that somebody reads. */
const againMs = 60_000;
/** An ambiguous trigger may still be under way for one HTTP timeout; then it is given this long to surface. */
const surfacingMs = 5_000 + 30_000;
/** The paging machine: the next step of one generation of a page. */
export function nextPageStep(
  row: Notification,
  page: PageProjection,
  rootPages: readonly Notification[],
  now: number,
): NextStep {
  const { sent } = row;
  if (sent.phase === 'none') return beforeTrigger(row, page);
  if (isKnownThere(row, page)) return { kind: 'settled', reason: null };
  switch (sent.phase) {
    case 'maybe':
      return afterAmbiguousTrigger(row, page);
    case 'open':
      return page.state === 'resolved'
        ? beforeResolve(row, page, rootPages, now)
        : whileOpen({ row, page, sent });
    case 'resolving':
      // Once a resolve was started, nothing but its repetition may follow under this key.
      return { kind: 'send', step: 'close', sendClass: 'status', notBefore: row.attempts.notBefore };
    case 'closed':
    // A page is never posted.
    case 'posted':
    case 'gone':
    case 'told':
      return { kind: 'settled', reason: null };
  }
}

/**
 * Whether a page stands at its pager as it should without being told, since somebody did it there, or something else
 * since. An end that was told of before the key was triggered last is another one's.
 */
function isKnownThere({ sent, attempts }: Notification, page: PageProjection): boolean {
  if (page.state === 'triggered' || page.knownAt === undefined) return false;
  if (page.state === 'acknowledged') return !isBeatDue(sent, page);
  const triggeredAt =
    sent.phase === 'open' ? (sent.trigger?.takenAt ?? sent.at) : (attempts.ambiguousAt ?? -Infinity);
  return page.knownAt > triggeredAt;
}

/** Whether its own outbreak is to be told, whoever has it in hand. */
function isBeatDue(sent: Notification['sent'], { beat }: PageProjection): boolean {
  return sent.phase === 'open' && beat > (sent.trigger?.beat ?? 0);
}

function beforeTrigger(row: Notification, page: PageProjection): NextStep {
  if (page.state !== 'triggered' || page.overtaken === true) {
    return { kind: 'settled', reason: { code: 'handled-before-page', reason: page.reason } };
  }
  const from = page.environmentKnown ? 0 : row.openedAt + environmentWaitMs + unendedWaitMs;
  return {
    kind: 'send',
    step: 'create',
    sendClass: 'page',
    notBefore: Math.max(row.attempts.notBefore, from),
  };
}

function afterAmbiguousTrigger(row: Notification, page: PageProjection): NextStep {
  const { attempts } = row;
  switch (page.state) {
    case 'triggered':
      return { kind: 'send', step: 'create', sendClass: 'page', notBefore: attempts.notBefore };
    case 'resolved':
      return { kind: 'send', step: 'close', sendClass: 'status', notBefore: closeFrom(row) };
    case 'acknowledged':
      return { kind: 'send', step: 'acknowledge', sendClass: 'status', notBefore: closeFrom(row) };
  }
}

function beforeResolve(
  row: Notification,
  { after }: Extract<PageProjection, { state: 'resolved' }>,
  rootPages: readonly Notification[],
  now: number,
): NextStep {
  return after === null || isCovered(rootPages)
    ? { kind: 'send', step: 'close', sendClass: 'status', notBefore: closeFrom(row) }
    : { kind: 'wait', until: now + againMs, reason: 'Its storm has no accepted page yet.' };
}

/** A page that the pager has, and that is not over. */
interface OpenPage {
  readonly row: Notification;
  readonly page: PageProjection;
  readonly sent: Ringing;
}

function whileOpen(open: OpenPage): NextStep {
  if (open.page.state === 'acknowledged') return whileAcknowledged(open);
  return open.page.state !== 'resolved' && open.page.overtaken !== true && wantsAgain(open)
    ? again(open)
    : { kind: 'settled', reason: null };
}

/**
 * Whoever acknowledged here is spared by the pager too. A trigger of its own outbreak goes out all the same: it folds
 * into what is acknowledged there, and wakes somebody where that was ended.
 */
function whileAcknowledged(open: OpenPage): NextStep {
  const { row, page, sent } = open;
  if (isBeatDue(sent, page)) return again(open);
  const backAt = page.state === 'acknowledged' ? (page.backAt ?? -Infinity) : -Infinity;
  if (sent.acknowledged && backAt <= (sent.acknowledgedAt ?? 0)) return { kind: 'settled', reason: null };
  return { kind: 'send', step: 'acknowledge', sendClass: 'status', notBefore: row.attempts.notBefore };
}

function again({ row, sent }: OpenPage): NextStep {
  const notBefore = Math.max(row.attempts.notBefore, sent.at + againMs);
  return { kind: 'send', step: 'change', sendClass: 'page', notBefore };
}

/** A trigger that may still be under way has to surface before its resolve: a late one would open a new incident. */
function closeFrom({ attempts }: Notification): number {
  return attempts.ambiguousAt === null
    ? attempts.notBefore
    : Math.max(attempts.notBefore, attempts.ambiguousAt + surfacingMs);
}

/**
 * Only what is worse than what was sent is sent again, has doubled, or says why at last; a collecting page is kept
 * current, and so is how many users any page strikes, by steps.
 */
function wantsAgain({ row, page, sent }: OpenPage): boolean {
  const { trigger } = sent;
  if (trigger === null || row.severityRank > trigger.severityRank) return true;
  if (page.storm && !trigger.storm) return true;
  if (page.beat > trigger.beat) return true;
  if (trigger.unnamed && !page.unnamed) return true;
  if (page.breadth > trigger.breadth) return true;
  // What an older relay sent does not say how far it reached, and wakes nobody for that.
  if (trigger.reach !== undefined && (page.reach ?? 0) > trigger.reach) return true;
  return isCollecting(page) && sent.digest !== row.digest;
}

/** A child's page may end once the root's was accepted: a root without a page covers nobody. */
function isCovered(rootPages: readonly Notification[]): boolean {
  return rootPages.some(
    ({ sent }) => sent.phase === 'open' || sent.phase === 'closed' || sent.phase === 'resolving',
  );
}
