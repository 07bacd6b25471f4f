import type { Notification } from '../../domain/sending/notification.ts';
import type { Outcome, Step } from '../../domain/sending/outcome.ts';
import { acceptedAt, handleOf, toldUpto, type Sent } from '../../domain/sending/sent.ts';
import type { TimelineNote } from '../../seams/store.ts';
import { note } from '../outcome/attempt-rows.ts';
import { pageAfter } from './page-shown.ts';

/** What the receiver shows of a row after a send that it took. */
export function sentAfter(
  row: Notification,
  step: Step,
  answered: string | null,
  { startedAt, now }: { readonly startedAt: number; readonly now: number },
): Sent {
  const { digest, statusDigest, alerts, projection, sent } = row;
  const handle = answered ?? handleOf(sent);
  // Nothing was to be told, and nothing ever was.
  if (handle === null) return { ...sent, digest, statusDigest };
  if (projection.surface === 'page') return pageAfter(row, projection, step, { handle, now });
  // A message's version is as old as its rendering, and cadence counts from there.
  const taken = { digest, statusDigest, alerts, handle, at: startedAt };
  const accepted = step === 'create' ? now : (acceptedAt(sent) ?? now);
  const items = itemsOf(projection);
  // A channel that was just made has no topic yet.
  const bare = projection.surface === 'room' && step === 'create' ? { digest: null, statusDigest: null } : {};
  if (items === null)
    return { ...taken, ...bare, phase: 'posted', acceptedAt: accepted, ...lostBefore(sent) };
  const upto = items.at(-1)?.n ?? toldUpto(sent);
  // The next note is a minute after the answer: only so is it a minute at the pager too.
  const at = projection.surface === 'note' ? now : startedAt;
  return { ...taken, at, phase: 'told', acceptedAt: accepted, upto };
}

/** What the receiver shows of a row whose post was in doubt, and was found. */
export function sentAsFound(row: Notification, found: Outcome & { kind: 'found' }, now: number): Sent {
  const { projection, sent } = row;
  const { handle, alerts } = found;
  const taken = { handle, alerts, at: now, acceptedAt: acceptedAt(sent) ?? now };
  const items = itemsOf(projection);
  if (items === null)
    return { ...taken, phase: 'posted', digest: null, statusDigest: null, ...lostBefore(sent) };
  const current = found.upto >= (items.at(-1)?.n ?? 0);
  return {
    ...taken,
    phase: 'told',
    digest: current ? row.digest : null,
    statusDigest: current ? row.statusDigest : null,
    upto: Math.max(toldUpto(sent), found.upto),
  };
}

/** The items of what is told piece by piece; null of what is one thing that changes. */
function itemsOf(projection: Notification['projection']): readonly { readonly n: number }[] | null {
  if (projection.surface === 'hook') return projection.changes;
  return 'items' in projection ? projection.items : null;
}

/**
 * What the receiver shows of a row whose message nobody may change any more: what it showed, for good. It stands for all
 * that it cannot show, as for what comes later: nothing of it waits.
 */
export function sentAfterFrozen({ sent, digest, statusDigest, alerts }: Notification): Sent {
  if (sent.phase !== 'posted') return { ...sent, digest, statusDigest };
  return { ...sent, digest, statusDigest, alerts, frozen: true };
}

/** What the receiver shows of a row whose message somebody deleted there. What a thread told, it told all the same. */
export function sentAfterGone({ sent }: Notification): Sent {
  const nothing = { digest: null, statusDigest: null };
  if (sent.phase === 'told') return { ...sent, ...nothing, handle: null };
  if (sent.phase !== 'posted') return { ...sent, ...nothing };
  const { at, alerts, acceptedAt: accepted } = sent;
  return { phase: 'gone', ...nothing, at, alerts, acceptedAt: accepted, lost: (sent.lost ?? 0) + 1 };
}

/** How many posts of a row are gone, as far as any is. */
function lostBefore(sent: Sent): { readonly lost?: number } {
  if (sent.phase === 'gone') return { lost: sent.lost ?? 1 };
  return sent.phase === 'posted' && sent.lost !== undefined ? { lost: sent.lost } : {};
}

/** Creating and closing are worth a line in the story; changes are not. Only a trigger proves that a page is there. */
export function told(row: Notification, step: Step, now: number): readonly TimelineNote[] {
  const { projection, receiver, surface: what } = row;
  // An overflow and a deploy belong to no incident, so they are part of no story; all else but these tells one.
  if (what !== 'message' && what !== 'thread' && what !== 'page' && what !== 'hook') return [];
  const page = projection.surface === 'page' ? projection.generation : null;
  if (step === 'create' && what !== 'thread')
    return [note(row, now, { code: 'delivery-accepted', what, page, receiver })];
  const doubtful = what === 'page' && acceptedAt(row.sent) === null;
  if (step === 'close')
    return [
      note(row, now, { code: doubtful ? 'doubtful-resolved' : 'delivery-resolved', what, page, receiver }),
    ];
  if (step === 'acknowledge') {
    const code = doubtful ? 'doubtful-acknowledged' : 'delivery-acknowledged';
    return [note(row, now, { code, what, page, receiver })];
  }
  return [];
}
