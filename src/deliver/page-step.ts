import { environmentWaitMs } from '../domain/environment-wait.ts';
import type { Notification } from '../domain/notification.ts';
import type { PageProjection } from '../domain/projection.ts';
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
  switch (row.sent.phase) {
    case 'none':
      return beforeTrigger(row, page);
    case 'maybe':
      return afterAmbiguousTrigger(row, page);
    case 'open':
      return whileOpen(row, page, rootPages, now);
    case 'resolving':
      // Once a resolve was started, nothing but its repetition may follow under this key.
      return { kind: 'send', step: 'close', sendClass: 'status', notBefore: row.attempts.notBefore };
    case 'closed':
      return { kind: 'settled', reason: null };
  }
}

function beforeTrigger(row: Notification, page: PageProjection): NextStep {
  if (page.state !== 'triggered') {
    return { kind: 'settled', reason: { code: 'handled-before-page', reason: page.reason } };
  }
  const from = page.environmentKnown ? 0 : row.openedAt + environmentWaitMs;
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

function whileOpen(
  row: Notification,
  page: PageProjection,
  rootPages: readonly Notification[],
  now: number,
): NextStep {
  switch (page.state) {
    case 'resolved':
      return page.after === null || isCovered(rootPages)
        ? { kind: 'send', step: 'close', sendClass: 'status', notBefore: closeFrom(row) }
        : { kind: 'wait', until: now + againMs, reason: 'Its storm has no accepted page yet.' };
    case 'triggered':
      return wantsAgain(row, page) ? again(row) : { kind: 'settled', reason: null };
    case 'acknowledged':
      return whileAcknowledged(row, page);
  }
}

/**
 * Whoever acknowledged here is spared by the pager too. A trigger of its own outbreak goes out all the same: it folds
 * into what is acknowledged there, and wakes somebody where that was ended.
 */
function whileAcknowledged(row: Notification, page: PageProjection): NextStep {
  if (page.beat > row.sent.beat) return again(row);
  if (row.sent.acknowledged) return { kind: 'settled', reason: null };
  return { kind: 'send', step: 'acknowledge', sendClass: 'status', notBefore: row.attempts.notBefore };
}

function again(row: Notification): NextStep {
  const notBefore = Math.max(row.attempts.notBefore, (row.sent.at ?? 0) + againMs);
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
 * current.
 */
function wantsAgain(row: Notification, page: PageProjection): boolean {
  if (row.severityRank > row.sent.severityRank) return true;
  if (page.storm && !row.sent.storm) return true;
  if (page.beat > row.sent.beat) return true;
  if (row.sent.unnamed === true && page.unnamed !== true) return true;
  if ((page.breadth ?? 0) > (row.sent.breadth ?? 0)) return true;
  return page.collecting && row.sent.digest !== row.digest;
}

/** A child's page may end once the root's was accepted: a root without a page covers nobody. */
function isCovered(rootPages: readonly Notification[]): boolean {
  return rootPages.some(
    ({ sent }) => sent.phase === 'open' || sent.phase === 'closed' || sent.phase === 'resolving',
  );
}
