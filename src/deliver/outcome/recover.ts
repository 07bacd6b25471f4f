import type { Needless } from '../../domain/decision/delivery.ts';
import { noAttempts, type Attempts, type Notification } from '../../domain/sending/notification.ts';
import { handleOf, type Sent } from '../../domain/sending/sent.ts';
import type { Settlement } from '../../seams/store.ts';
import { ended, note } from './attempt-rows.ts';
import { repeatsSafely } from '../steps/in-doubt.ts';
import { afterPageFailure, resolving } from '../steps/page-shown.ts';

/** One HTTP timeout: so long a send of the process that ended may still be under way. */
const oldTimeoutMs = 5_000;

/** No attempt waits any longer for its turn: a later one was written by a clock that ran ahead. */
const longestPauseMs = 2 * 60_000;

/**
 * What has to be written of a row after a restart: a start that was never settled may have taken effect, and no turn
 * may lie further ahead than a pause ever does. Null where nothing has.
 */
export function recovered(row: Notification, now: number): Settlement | null {
  if (row.attempts.startedAt !== null) return unsettled(row, now);
  if (row.attempts.notBefore <= now + longestPauseMs) return null;
  return settlementOf(row, { ...row.attempts, notBefore: now });
}

function unsettled(row: Notification, now: number): Settlement {
  const { startedStep, notBefore } = row.attempts;
  const startedAt = Math.min(row.attempts.startedAt ?? 0, now);
  const pause = Math.min(notBefore, now + longestPauseMs);
  const attempts = { ...ended(row), notBefore: Math.max(pause, startedAt + oldTimeoutMs) };
  const base = settlementOf(row, attempts);
  const page = row.surface === 'page';
  if (startedStep === 'close') return { ...base, sent: resolving(row.sent) };
  // An acknowledgement repeats safely, as a look and an edit do.
  const repeats = startedStep === 'lookup' || startedStep === 'acknowledge' || repeatsSafely(row);
  if (repeats || (startedStep === 'change' && !page)) return base;
  const step = startedStep === 'create' ? 'create' : 'change';
  const sent = page ? afterPageFailure(row.sent, step, true) : row.sent;
  return { ...base, sent, attempts: { ...attempts, ambiguousAt: startedAt, looks: 0 } };
}

function settlementOf(row: Notification, attempts: Attempts): Settlement {
  return { id: row.id, sent: row.sent, attempts, lane: null, timeline: [], deadLetter: null };
}

/** A row that needs no send becomes current; `reason` is told in the timeline. */
export function settledWithout(row: Notification, reason: Needless | null, now: number): Settlement {
  return {
    id: row.id,
    sent: withNothingToDo(row),
    attempts: { ...noAttempts, lastError: row.attempts.lastError, lastCode: row.attempts.lastCode ?? null },
    lane: null,
    timeline: reason === null ? [] : [note(row, now, reason)],
    deadLetter: null,
  };
}

/** A version that needs no send covers what it would, where there is something that shows it. */
function withNothingToDo({ sent, digest, statusDigest, alerts }: Notification): Sent {
  const current = { ...sent, digest, statusDigest };
  return handleOf(current) === null || !('alerts' in current) ? current : { ...current, alerts };
}
