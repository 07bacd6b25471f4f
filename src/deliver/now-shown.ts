import type { Notification, Sent } from '../domain/notification.ts';
import type { Outcome, Step } from '../domain/outcome.ts';
import type { TimelineNote } from '../seams/store.ts';
import { note } from './attempt-rows.ts';

/** What the receiver shows of a row after a send that it took. */
export function sentAfter(
  row: Notification,
  step: Step,
  handle: string | null,
  at: { readonly startedAt: number; readonly now: number },
): Sent {
  const { projection } = row;
  return {
    digest: row.digest,
    statusDigest: row.statusDigest,
    // A message's version is as old as its rendering, and cadence counts from there. A page is triggered again a
    // minute after the answer: only so is it a minute at the receiver too.
    at: row.surface === 'page' ? at.now : at.startedAt,
    acceptedAt: step === 'create' ? at.now : row.sent.acceptedAt,
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
}

/** What the receiver shows of a row whose post was in doubt, and was found. */
export function sentAsFound(row: Notification, found: Outcome & { kind: 'found' }, now: number): Sent {
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

/** What the receiver shows of a row whose message somebody deleted there. */
export function sentAfterGone(row: Notification): Sent {
  return { ...row.sent, handle: null, digest: null, statusDigest: null, phase: 'none' };
}

/** Creating and closing are worth a line in the story; changes are not. */
export function told(row: Notification, step: Step, now: number): readonly TimelineNote[] {
  // An overflow belongs to no incident, so it is part of no story.
  if (row.surface === 'overflow') return [];
  const { projection, receiver, surface: what } = row;
  const page = projection.surface === 'page' ? projection.generation : null;
  if (step === 'create' && what !== 'thread')
    return [note(row, now, { code: 'delivery-accepted', what, page, receiver })];
  if (step === 'close') return [note(row, now, { code: 'delivery-resolved', what, page, receiver })];
  if (step === 'acknowledge')
    return [note(row, now, { code: 'delivery-acknowledged', what, page, receiver })];
  return [];
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

function triggers(step: Step): boolean {
  return step === 'create' || step === 'change';
}
