import { describe, expect, it } from 'vitest';
import { nextInviteStep, nextRoomPostStep, nextRoomStep } from '../../src/deliver/steps/room-steps.ts';
import { settle } from '../../src/deliver/outcome/settle.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import type { InviteProjection, RoomPostProjection, RoomProjection } from '../../src/domain/sending/room.ts';
import { message, row, start } from '../make.ts';
import { posted, told } from '../sent.ts';

const room: RoomProjection = {
  surface: 'room',
  incident: 'inc-1',
  state: 'open',
  name: 'inc-0115-redis',
  since: start,
  channel: null,
  about: { status: 'open', who: null, title: 'redis', services: 3 },
};
const ambiguous = { ...noAttempts, ambiguousAt: start, notBefore: start + 2_000 };
const next = (change: Partial<Notification> = {}, state: RoomProjection['state'] = 'open'): unknown =>
  nextRoomStep(row({ ...room, state }, change), { ...room, state });

describe('a channel of its own', () => {
  it('is made, and looked for before it is made again', () => {
    expect(next()).toMatchObject({ step: 'create', sendClass: 'counter' });
    expect(next({ attempts: ambiguous })).toMatchObject({ step: 'lookup', notBefore: start + 2_000 });
  });

  it('has its topic at once, how it stands every half minute, and figures every five', () => {
    const lane = { id: 'l', credential: 'c', state: { kind: 'flowing' } } as const;
    const attempt = { row: row(room), step: 'create', startedAt: start, lane } as const;
    const outcome = { kind: 'delivered', handle: 'C1' } as const;
    const { sent } = settle(
      { ...attempt, laneDeliveredAt: null, othersFailedAt: null },
      outcome,
      start + 500,
      () => 0.5,
    );
    expect(sent).toMatchObject({ phase: 'posted', handle: 'C1', digest: null });
    expect(next({ sent })).toMatchObject({ step: 'change', notBefore: 0 });
    const shown = posted({ digest: 'd0', statusDigest: 's1' });
    expect(next({ sent: shown })).toMatchObject({ step: 'change', notBefore: start + 300_000 });
    expect(next({ sent: { ...shown, statusDigest: 's0' } })).toMatchObject({ notBefore: start + 30_000 });
    expect(next({ sent: { ...shown, digest: 'd1' } })).toMatchObject({ kind: 'settled' });
  });

  it('is put away once, and not made to be put away', () => {
    expect(next({ sent: posted({ digest: 'd0' }) }, 'archived')).toMatchObject({ step: 'close' });
    expect(next({ sent: posted({ digest: 'd1' }) }, 'archived')).toMatchObject({ kind: 'settled' });
    expect(next({}, 'archived')).toMatchObject({ kind: 'settled' });
  });

  it('that was made for what has become part of this is not made anew', () => {
    const taken = { ...room, channel: 'C1' };
    expect(nextRoomStep(row(taken), taken)).toMatchObject({ step: 'change' });
    const over = { ...taken, state: 'archived' } as const;
    expect(nextRoomStep(row(over), over)).toMatchObject({ step: 'close' });
  });

  it('has a first message once that of the incident is there', () => {
    const post: RoomPostProjection = {
      surface: 'room-post',
      incident: 'inc-1',
      state: 'there',
      channel: 'C1',
      title: 'redis',
      beside: 'slack/C0',
      page: null,
      link: null,
    };
    const parent = row(message(), { sent: posted(), link: 'https://acme.slack.com/archives/C0/p1' });
    const next = (change: Partial<Notification>, beside: Notification | null, now = start): unknown =>
      nextRoomPostStep(row(post, change), beside, now);
    expect(next({}, null)).toMatchObject({ kind: 'wait', until: null });
    expect(next({}, parent)).toMatchObject({ step: 'create' });
    expect(next({ attempts: ambiguous }, parent)).toMatchObject({ step: 'lookup' });
    expect(next({ sent: posted() }, parent)).toMatchObject({ step: 'change' });
    // Where that is seen is told within moments; nothing waits for it longer, nor for what nobody will tell.
    const untold = row(message(), { sent: posted() });
    expect(next({}, untold)).toMatchObject({ kind: 'wait', until: start + 15_000 });
    expect(next({}, untold, start + 15_000)).toMatchObject({ step: 'create' });
    expect(next({}, row(message(), { sent: posted(), link: null }))).toMatchObject({ step: 'create' });
  });

  it('asks in whoever was not asked yet', () => {
    const items = [1, 2].map((n) => ({ n, user: `U${n}`, name: `n${n}` }));
    const invite: InviteProjection = { surface: 'invite', incident: 'inc-1', channel: 'C1', items };
    expect(nextInviteStep(row(invite), invite)).toMatchObject({ step: 'change' });
    expect(nextInviteStep(row(invite, { sent: told(2) }), invite)).toMatchObject({ kind: 'settled' });
  });
});
