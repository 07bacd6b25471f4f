import { noAttempts, type Notification, type Sent } from '../domain/notification.ts';
import type { Settlement } from '../seams/store.ts';
import { afterPageFailure, ended, note } from './attempt-rows.ts';

/** One HTTP timeout: so long a send of the process that ended may still be under way. */
const oldTimeoutMs = 5_000;

/** What a start that was never settled means after a crash: it may have taken effect. */
export function recovered(row: Notification): Settlement {
  const { startedStep, startedAt, notBefore } = row.attempts;
  const attempts = { ...ended(row), notBefore: Math.max(notBefore, (startedAt ?? 0) + oldTimeoutMs) };
  const base = { id: row.id, sent: row.sent, attempts, lane: null, timeline: [], deadLetter: null };
  const page = row.surface === 'page';
  if (startedStep === 'close') return { ...base, sent: { ...row.sent, phase: 'resolving' } };
  // An acknowledgement repeats safely, as a look and an edit do.
  const repeats = startedStep === 'lookup' || startedStep === 'acknowledge';
  if (repeats || (startedStep === 'change' && !page)) return base;
  const step = startedStep === 'create' ? 'create' : 'change';
  const sent = page ? afterPageFailure(row.sent, step, true) : row.sent;
  return { ...base, sent, attempts: { ...attempts, ambiguousAt: startedAt, looks: 0 } };
}

/** A row that needs no send becomes current; `reason` is told in the timeline. */
export function settledWithout(row: Notification, reason: string | null, now: number): Settlement {
  const sent: Sent = {
    ...row.sent,
    digest: row.digest,
    statusDigest: row.statusDigest,
    alerts: row.sent.handle === null ? row.sent.alerts : row.alerts,
  };
  return {
    id: row.id,
    sent,
    attempts: { ...noAttempts, lastError: row.attempts.lastError },
    lane: null,
    timeline: reason === null ? [] : [note(row, now, reason)],
    deadLetter: null,
  };
}
