import type { Notification } from '../../domain/sending/notification.ts';
import type { NoteItem, NoteProjection } from '../../domain/sending/note-projection.ts';
import { shownAt, toldUpto } from '../../domain/sending/sent.ts';
import type { NextStep } from './step.ts';

/** An incident gets a note so often, and no sooner: whoever was woken reads them on a phone. */
const noteEveryMs = 60_000;

/** The next step of a story at the pager: one note tells everything that was not told yet. */
export function nextNoteStep({ sent, attempts }: Notification, { items }: NoteProjection): NextStep {
  const untold = items.filter(({ n }) => n > toldUpto(sent));
  const [first] = untold;
  if (first === undefined) return { kind: 'settled', reason: null };
  if (attempts.ambiguousAt !== null)
    return { kind: 'send', step: 'lookup', sendClass: 'status', notBefore: attempts.notBefore };
  const before = shownAt(sent);
  const due = Math.max(
    before === null ? 0 : before + noteEveryMs,
    // Others are likely to join within the same minute.
    untold.every(isJoin) ? first.at + noteEveryMs : 0,
  );
  return {
    kind: 'send',
    step: 'create',
    sendClass: 'status',
    notBefore: Math.max(attempts.notBefore, due),
  };
}

function isJoin(item: NoteItem): boolean {
  return 'joined' in item;
}
