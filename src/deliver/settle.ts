import type { NewDeadLetter } from '../domain/dead-letter.ts';
import type { Lane } from '../domain/lane.ts';
import { isDrill, noAttempts, type Attempts, type Notification, type Sent } from '../domain/notification.ts';
import type { Outcome, Step } from '../domain/outcome.ts';
import type { Random } from '../seams/random.ts';
import type { Settlement, TimelineNote } from '../seams/store.ts';
import { afterPageFailure, ended, note } from './attempt-rows.ts';
import { blocked, flowing, waiting } from './lane-states.ts';

const second = 1_000;
const hour = 3_600_000;
/** A row that failed so often while its lane carried others is at fault itself. */
const faultyAfter = 3;
/** … and is given up after so many failures over so long: a provider's bad minutes must not cost a message. */
const hopelessAfter = 8;
const hopelessMs = 5 * 60 * second;
/** How many times history is searched before a post that may exist is made again. */
const looksNeeded = 2;
const nextLookMs = 10 * second;

/** One finished send. `row` is the row as it was rendered; what is wanted may have moved on since. */
export interface Attempt {
  readonly row: Notification;
  readonly step: Step;
  readonly startedAt: number;
  readonly lane: Lane;
  /** When this lane last delivered anything; null when it has not since the start. */
  readonly laneDeliveredAt: number | null;
  /** When another row of this lane last failed; null when none has since the start. */
  readonly othersFailedAt: number | null;
}

/** What a finished send means for its row and its lane. Pure; `random` spreads retries. */
export function settle(attempt: Attempt, outcome: Outcome, now: number, random: Random): Settlement {
  const { row } = attempt;
  const base = {
    id: row.id,
    sent: row.sent,
    attempts: ended(row),
    lane: null,
    timeline: [],
    deadLetter: null,
  };
  switch (outcome.kind) {
    case 'delivered':
      return delivered(attempt, outcome.handle, now);
    case 'found':
      return {
        ...base,
        sent: foundSent(row, outcome, now),
        attempts: noAttempts,
        lane: flowing(attempt.lane, now),
      };
    case 'absent':
      return { ...base, attempts: afterLook(row, now), lane: flowing(attempt.lane, now) };
    case 'blind':
      return {
        ...base,
        attempts: { ...ended(row), ambiguousAt: null, looks: 0, notBefore: now, lastError: outcome.reason },
      };
    case 'limited':
      return { ...base, ...afterLimit(attempt, outcome, now) };
    case 'failed':
      return failed(attempt, outcome, now, random);
    case 'misconfigured':
      return {
        ...base,
        attempts: { ...ended(row), lastError: outcome.reason },
        lane: blocked(attempt.lane, outcome.reason, now),
      };
    case 'refused':
      return refused(attempt, outcome, now);
    case 'gone':
      return {
        ...base,
        sent: { ...row.sent, handle: null, digest: null, statusDigest: null, phase: 'none' },
        attempts: noAttempts,
      };
  }
}

/** Whether the pager's newest text of a page says that the cause has no name yet. */
function isUnnamed({ projection, sent }: Notification, step: Step): boolean {
  if (!triggers(step)) return sent.unnamed === true;
  return projection.surface === 'page' && projection.unnamed === true;
}

/** How far what it stands for had spread by the pager's newest text of a page. */
function breadthOf({ projection, sent }: Notification, step: Step): number {
  if (!triggers(step)) return sent.breadth ?? 0;
  return projection.surface === 'page' ? (projection.breadth ?? 0) : 0;
}

function delivered({ row, step, lane, startedAt }: Attempt, handle: string | null, now: number): Settlement {
  const { projection } = row;
  const sent: Sent = {
    digest: row.digest,
    statusDigest: row.statusDigest,
    // A message's version is as old as its rendering, and cadence counts from there. A page is triggered again a
    // minute after the answer: only so is it a minute at the receiver too.
    at: row.surface === 'page' ? now : startedAt,
    acceptedAt: step === 'create' ? now : row.sent.acceptedAt,
    alerts: row.alerts,
    handle: handle ?? row.sent.handle,
    phase: step === 'close' ? 'closed' : 'open',
    severityRank: triggers(step) ? row.severityRank : row.sent.severityRank,
    storm: projection.surface === 'page' && triggers(step) ? projection.storm : row.sent.storm,
    ...(isUnnamed(row, step) ? { unnamed: true } : {}),
    ...(breadthOf(row, step) > 0 ? { breadth: breadthOf(row, step) } : {}),
    beat: projection.surface === 'page' && triggers(step) ? projection.beat : row.sent.beat,
    acknowledged: row.sent.acknowledged || step === 'acknowledge',
    upto: projection.surface === 'thread' ? (projection.items.at(-1)?.n ?? row.sent.upto) : row.sent.upto,
  };
  return {
    id: row.id,
    sent,
    attempts: noAttempts,
    lane: flowing(lane, now),
    timeline: told(row, step, now),
    deadLetter: null,
    ...(projection.surface === 'overflow' ? { covers: projection.covers } : {}),
  };
}

function triggers(step: Step): boolean {
  return step === 'create' || step === 'change';
}

/** Creating and closing are worth a line in the story; changes are not. */
function told(row: Notification, step: Step, now: number): readonly TimelineNote[] {
  // An overflow belongs to no incident, so it is part of no story.
  if (row.surface === 'overflow') return [];
  const subject =
    row.projection.surface === 'page'
      ? `Page ${row.projection.generation}`
      : row.surface === 'message'
        ? 'Message'
        : 'Thread reply';
  if (step === 'create' && row.surface !== 'thread')
    return [note(row, now, `${subject} accepted by ${row.receiver}.`)];
  if (step === 'close') return [note(row, now, `${subject} resolved at ${row.receiver}.`)];
  if (step === 'acknowledge') return [note(row, now, `${subject} acknowledged at ${row.receiver}.`)];
  return [];
}

function foundSent(row: Notification, found: Outcome & { kind: 'found' }, now: number): Sent {
  const last = row.projection.surface === 'thread' ? (row.projection.items.at(-1)?.n ?? 0) : 0;
  const current = row.projection.surface === 'thread' && found.upto >= last;
  return {
    ...row.sent,
    digest: current ? row.digest : null,
    statusDigest: current ? row.statusDigest : null,
    at: now,
    acceptedAt: row.sent.acceptedAt ?? now,
    alerts: found.alerts,
    handle: found.handle,
    phase: 'open',
    upto: Math.max(row.sent.upto, found.upto),
  };
}

/**
 * Slack says that a post which it answers with 429 was not made, and people have seen hundreds that were
 * (Yelp/elastalert#1345). One look costs less than a message that nobody edits any more.
 */
function afterLimit(
  { row, step, startedAt, lane }: Attempt,
  { waitMs, reason }: Outcome & { kind: 'limited' },
  now: number,
): Pick<Settlement, 'attempts' | 'lane'> {
  const maybePosted = step === 'create' && row.surface !== 'page';
  return {
    attempts: { ...ended(row), ...(maybePosted ? { ambiguousAt: startedAt, looks: looksNeeded - 1 } : {}) },
    lane: waiting(lane, now + waitMs, reason, 0),
  };
}

function afterLook(row: Notification, now: number): Attempts {
  const looks = row.attempts.looks + 1;
  if (looks >= looksNeeded) return { ...ended(row), ambiguousAt: null, looks: 0, notBefore: now };
  return { ...ended(row), looks, notBefore: now + nextLookMs };
}

function failed(
  attempt: Attempt,
  failure: Outcome & { kind: 'failed' },
  now: number,
  random: Random,
): Settlement {
  const { row, step, lane } = attempt;
  const count = row.attempts.count + 1;
  const firstFailedAt = row.attempts.firstFailedAt ?? now;
  const wait = backoff(count, row.surface === 'page', random);
  const page = row.surface === 'page';
  // A change may be repeated freely, except that a late trigger must not follow a resolve.
  const ambiguous = failure.ambiguous && (step === 'create' || (page && step === 'change'));
  const settleFirst = ambiguous && row.surface !== 'page' ? (failure.timedOut ? 5 * second : 2 * second) : 0;
  const attempts: Attempts = {
    ...ended(row),
    count,
    firstFailedAt,
    notBefore: now + Math.max(wait, settleFirst),
    lastError: failure.reason,
    // An answer, even a bad one, means that the receiver is done with the request: one look is enough then.
    ...(ambiguous ? { ambiguousAt: attempt.startedAt, looks: failure.timedOut ? 0 : looksNeeded - 1 } : {}),
  };
  const sent = row.surface === 'page' ? afterPageFailure(row.sent, step, ambiguous) : row.sent;
  const tried = now - firstFailedAt;
  const atFault = isAtFault(attempt, count, firstFailedAt);
  const fails = lane.state.kind === 'waiting' ? lane.state.failures + 1 : 1;
  // A row at fault waits alone: the lane goes on with the others.
  const laneAfter = atFault ? flowing(lane, now) : waiting(lane, now + wait, failure.reason, fails);
  const base = { id: row.id, sent, lane: laneAfter, timeline: [] };
  const why = whyGivenUp(row, { atFault, count, tried, reason: failure.reason });
  if (why === null) return { ...base, attempts, deadLetter: null };
  return {
    ...base,
    attempts: { ...attempts, deadDigest: row.digest },
    deadLetter: deadLetter(row, why, count, now),
  };
}

/** Why a row that failed once more is given up, as a sentence; null while it is tried again. */
function whyGivenUp(
  row: Notification,
  failure: {
    readonly atFault: boolean;
    readonly count: number;
    readonly tried: number;
    readonly reason: string;
  },
): string | null {
  const { atFault, count, tried, reason } = failure;
  if (atFault && count >= hopelessAfter && tried >= hopelessMs)
    return `Failed ${count} times while its lane delivered others: ${reason}`;
  const patience = row.surface === 'page' ? 6 * hour : 24 * hour;
  return tried > patience ? `Gave up after ${Math.round(tried / hour)} h: ${reason}` : null;
}

/** While others of the lane fail too, the lane is to blame; a row is only when everything but it goes through. */
function isAtFault(attempt: Attempt, count: number, firstFailedAt: number): boolean {
  const { laneDeliveredAt, othersFailedAt } = attempt;
  const othersPass = laneDeliveredAt !== null && laneDeliveredAt > firstFailedAt;
  return count >= faultyAfter && othersPass && (othersFailedAt === null || othersFailedAt < firstFailedAt);
}

function refused({ row, lane }: Attempt, outcome: Outcome & { kind: 'refused' }, now: number): Settlement {
  const { reason } = outcome;
  const final = outcome.final === true;
  const base = { id: row.id, sent: row.sent, lane: flowing(lane, now), timeline: [] };
  if (!row.attempts.plain && !final) {
    return {
      ...base,
      attempts: { ...ended(row), plain: true, notBefore: now, lastError: reason },
      deadLetter: null,
    };
  }
  const why = final ? reason : `Refused also as short plain text: ${reason}`;
  return {
    ...base,
    attempts: { ...ended(row), lastError: reason, deadDigest: row.digest },
    deadLetter: deadLetter(row, why, row.attempts.count + 1, now),
  };
}

/** Exponential with full jitter; a page comes back sooner than a message. */
export function backoff(count: number, page: boolean, random: Random): number {
  const cap = page ? 30 * second : 60 * second;
  return Math.round(Math.min(cap, second * 2 ** Math.min(count, 10)) * (0.1 + 0.9 * random()));
}

/** A drill asks for no operator: whoever runs it is told why it failed. */
function deadLetter(row: Notification, reason: string, attempts: number, now: number): NewDeadLetter | null {
  if (isDrill(row)) return null;
  return { kind: 'notification', subject: row.id, incident: row.incident, at: now, reason, attempts };
}
