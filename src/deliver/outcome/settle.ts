import type { Lane } from '../../domain/sending/lane.ts';
import type { GivenUp } from '../../domain/decision/giving-up.ts';
import { noAttempts, type Attempts, type Notification } from '../../domain/sending/notification.ts';
import type { Outcome, Step } from '../../domain/sending/outcome.ts';
import type { Sent } from '../../domain/sending/sent.ts';
import type { Random } from '../../seams/random.ts';
import type { Settlement } from '../../seams/store.ts';
import { ended, toldBy } from './attempt-rows.ts';
import { backoff } from './backoff.ts';
import { deadLetterOf } from './giving-up.ts';
import { afterLimit, afterLook, doubtAfterFailure, unlooked } from '../steps/in-doubt.ts';
import { laneAfter, laneAfterFailure } from './lane-after.ts';
import { sentAfter, sentAfterFrozen, sentAsFound, told } from '../steps/now-shown.ts';
import { anew } from './anew.ts';
import { afterPageFailure } from '../steps/page-shown.ts';
import { whyGivenUp } from './patience.ts';
import { reachedBy } from './reached.ts';
import { isAtFault, type LaneHistory } from './whose-fault.ts';

/** One finished send. `row` is the row as it was rendered; what is wanted may have moved on since. */
interface Attempt extends LaneHistory {
  readonly row: Notification;
  readonly step: Step;
  readonly startedAt: number;
  readonly lane: Lane;
}

/** What a finished send means for its row and its lane. Pure; `random` spreads retries. */
export function settle(attempt: Attempt, outcome: Outcome, now: number, random: Random): Settlement {
  if (outcome.kind === 'failed') return failed(attempt, outcome, now, random);
  const { row, step, startedAt } = attempt;
  const base = { ...unchanged(row), lane: laneAfter(attempt, outcome, now) };
  switch (outcome.kind) {
    case 'delivered':
      return {
        ...taken(base, row, sentAfter(row, step, outcome.handle, { startedAt, now })),
        timeline: told(row, step, now),
        ...(row.projection.surface === 'overflow' ? { covers: row.projection.covers } : {}),
      };
    case 'found':
      return taken(base, row, sentAsFound(row, outcome, now));
    case 'absent':
      return { ...base, attempts: afterLook(row, now) };
    case 'blind':
      return { ...base, attempts: unlooked(row, outcome, now) };
    case 'limited':
      return { ...base, ...limited(attempt, outcome, now) };
    case 'misconfigured':
      return { ...base, attempts: { ...ended(row), ...toldBy(outcome) } };
    case 'refused':
      return { ...base, ...refused(row, outcome, now) };
    case 'gone':
      return { ...base, ...anew(row, now) };
    case 'frozen':
      // A message's thread goes on telling; what has none is of use only while it is current.
      return row.surface === 'message'
        ? { ...base, sent: sentAfterFrozen(row), attempts: noAttempts }
        : { ...base, ...anew(row, now) };
  }
}

/** The receiver has it. */
function taken(base: Settlement, row: Notification, sent: Sent): Settlement {
  const reached = reachedBy(row, sent);
  return { ...base, sent, attempts: noAttempts, ...(reached !== null && { reached }) };
}

/** A wait costs no attempt, and is patience all the same: a page that was refused for hours is no page any more. */
function limited(
  { row, step, startedAt }: Attempt,
  why: Outcome & { kind: 'limited' },
  now: number,
): Pick<Settlement, 'attempts' | 'deadLetter'> {
  const attempts = { ...afterLimit(row, step, startedAt), ...toldBy(why) };
  if (row.surface !== 'page') return { attempts, deadLetter: null };
  const firstFailedAt = row.attempts.firstFailedAt ?? now;
  const { count } = row.attempts;
  const end = whyGivenUp(row, { atFault: false, count, forMs: now - firstFailedAt, why });
  if (end === null) return { attempts: { ...attempts, firstFailedAt }, deadLetter: null };
  return {
    attempts: { ...attempts, firstFailedAt, deadDigest: row.digest },
    deadLetter: deadLetterOf(row, end, count, now),
  };
}

/** The settlement of a send that is over and changed nothing yet. */
function unchanged(row: Notification): Settlement {
  return { id: row.id, sent: row.sent, attempts: ended(row), lane: null, timeline: [], deadLetter: null };
}

function failed(
  attempt: Attempt,
  failure: Outcome & { kind: 'failed' },
  now: number,
  random: Random,
): Settlement {
  const { row, step, lane, startedAt } = attempt;
  const count = row.attempts.count + 1;
  const firstFailedAt = row.attempts.firstFailedAt ?? now;
  const waitMs = backoff(count, row.surface === 'page', random);
  const doubtful = doubtAfterFailure(row, step, failure, startedAt);
  const atFault = isAtFault(attempt, count, firstFailedAt);
  const attempts: Attempts = {
    ...ended(row),
    count,
    firstFailedAt,
    notBefore: now + Math.max(waitMs, doubtful?.settlesMs ?? 0),
    ...toldBy(failure),
    ...doubtful?.doubt,
  };
  const settled: Settlement = {
    ...unchanged(row),
    sent: row.surface === 'page' ? afterPageFailure(row.sent, step, doubtful !== null) : row.sent,
    attempts,
    lane: laneAfterFailure(lane, { atFault, waitMs, why: failure }, now),
  };
  const why = whyGivenUp(row, { atFault, count, forMs: now - firstFailedAt, why: failure });
  if (why === null) return settled;
  return {
    ...settled,
    attempts: { ...attempts, deadDigest: row.digest },
    deadLetter: deadLetterOf(row, why, count, now),
  };
}

/** Refused content is tried once more as short plain text, unless the edge has another form, or no content would do. */
function refused(
  row: Notification,
  outcome: Outcome & { kind: 'refused' },
  now: number,
): Pick<Settlement, 'attempts' | 'deadLetter'> {
  const { code: trouble, reason: said, final, otherwise } = outcome;
  const attempts = { ...ended(row), ...toldBy(outcome) };
  if (otherwise === true) return { attempts: { ...attempts, notBefore: now }, deadLetter: null };
  if (!row.attempts.plain && final !== true)
    return { attempts: { ...attempts, plain: true, notBefore: now }, deadLetter: null };
  const why: GivenUp = { code: final === true ? 'content-refused' : 'plain-text-refused', trouble, said };
  return {
    attempts: { ...attempts, deadDigest: row.digest },
    deadLetter: deadLetterOf(row, why, row.attempts.count + 1, now),
  };
}
