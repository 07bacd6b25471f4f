import type { Notification } from '../../domain/sending/notification.ts';
import type { InviteProjection, RoomProjection } from '../../domain/sending/room.ts';
import { acceptedAt, handleOf, toldUpto } from '../../domain/sending/sent.ts';
import type { NextStep } from './step.ts';

const second = 1_000;

/** A topic is told at a low rate: how an incident stands sooner than its figures. */
const standingEveryMs = 30 * second;
const figuresEveryMs = 5 * 60 * second;

/** The address of a message is told within a second or two; without it, what leads there goes without it. */
const addressMs = 15 * second;

/** Nothing of it goes before what shows an incident, or wakes somebody. */
const sendClass = 'counter';
const settled: NextStep = { kind: 'settled', reason: null };

/** The next step of an incident's own channel: it is made, its topic is kept current, and it is put away once. */
export function nextRoomStep(row: Notification, { state, channel }: RoomProjection): NextStep {
  const { sent, attempts } = row;
  const send = (step: 'create' | 'change' | 'close' | 'lookup', from = 0): NextStep => ({
    kind: 'send',
    step,
    sendClass,
    notBefore: Math.max(attempts.notBefore, from),
  });
  if (attempts.ambiguousAt !== null && handleOf(sent) === null) return send('lookup');
  // It was made for what has become part of this.
  if (sent.phase !== 'posted' && channel !== null) return send(state === 'archived' ? 'close' : 'change');
  if (sent.phase !== 'posted') return state === 'archived' ? settled : send('create');
  if (sent.digest === row.digest) return settled;
  if (state === 'archived') return send('close');
  if (sent.digest === null) return send('change');
  return send(
    'change',
    sent.at + (sent.statusDigest === row.statusDigest ? figuresEveryMs : standingEveryMs),
  );
}

/** The next step of the first message there: it leads to the incident's own, so that has to be posted. */
export function nextRoomPostStep(row: Notification, parent: Notification | null, now: number): NextStep {
  const { sent, attempts } = row;
  const { notBefore } = attempts;
  if (attempts.ambiguousAt !== null) return { kind: 'send', step: 'lookup', sendClass, notBefore };
  if (sent.phase === 'posted' && sent.digest === row.digest) return settled;
  if (parent === null || handleOf(parent.sent) === null)
    return { kind: 'wait', until: null, reason: 'Its message is not posted yet.' };
  const until = (acceptedAt(parent.sent) ?? 0) + addressMs;
  if (parent.link === undefined && now < until)
    return { kind: 'wait', until, reason: 'Where its message is seen is not told yet.' };
  return { kind: 'send', step: sent.phase === 'posted' ? 'change' : 'create', sendClass, notBefore };
}

/** The next step of who is asked in. Asking twice does nothing, so nothing has to be looked for. */
export function nextInviteStep({ sent, attempts }: Notification, { items }: InviteProjection): NextStep {
  const last = items.at(-1)?.n ?? 0;
  if (last <= toldUpto(sent)) return settled;
  return { kind: 'send', step: 'change', sendClass, notBefore: attempts.notBefore };
}
