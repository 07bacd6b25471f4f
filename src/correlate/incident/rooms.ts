import { counted, setAside, type Disposition } from '../../domain/inbox/disposition.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import { isOfAnotherWorkspace, roomName, type Room } from '../../domain/sending/room.ts';
import { readRoomGuests, readRoomMade } from '../../ingest/room-entries.ts';
import type { Draft } from '../state/draft.ts';

/** More people than work on one incident. */
const mostHands = 50;

/** Gives a root a channel of its own. @param who Who asked; null: it is the rule. */
export function openRoom(draft: Draft, root: Incident, who: string | null): void {
  const { rooms } = draft.policy;
  if (rooms === undefined) return;
  const room: Room = {
    since: draft.now,
    by: who,
    name: roomName(rooms.prefix, nameOf(root), draft.now),
    channel: null,
    askedAt: null,
    archived: null,
  };
  draft.change(root.id, (row) => ({ ...row, room }));
  draft.tell(root.id, 'room', { code: 'room-opened', who });
}

/** The channel of what is over is put away. */
export function archiveRoom(draft: Draft, { id }: Incident, who: string): void {
  draft.change(id, (row) =>
    row.room === undefined ? row : { ...row, room: { ...row.room, archived: { by: who, at: draft.now } } },
  );
  draft.tell(id, 'room', { code: 'room-archived', who });
}

/** Somebody has it in hand: once there is a channel, they are asked into it. Who acts elsewhere than in the chat has no id there. */
export function addHand(
  draft: Draft,
  incident: string,
  { user, who }: { readonly user?: string; readonly who: string },
): void {
  if (user === undefined || isOfAnotherWorkspace(user)) return;
  draft.change(incident, (row) => {
    const hands = row.hands ?? [];
    if (hands.length >= mostHands || hands.some((one) => one.user === user)) return row;
    return { ...row, hands: [...hands, { user, name: who }] };
  });
}

/** Somebody took it in hand at the pager: who that is in the chat has to be found out, where there are channels. */
export function addPagerHand(
  draft: Draft,
  incident: string,
  by: { readonly id?: string; readonly name: string },
): void {
  const { id, name } = by;
  if (id === undefined || draft.policy.rooms === undefined) return;
  draft.change(incident, (row) => {
    const known = row.pagerHands ?? [];
    if (known.length >= mostHands || known.some((one) => one.id === id)) return row;
    return { ...row, pagerHands: [...known, { id, name, askedAt: null }] };
  });
}

/** The channel of what has become part of another is that one's, unless it has its own; so are the people in it. */
export function handOnRoom(draft: Draft, { id, room, hands = [] }: Incident, root: Incident): void {
  for (const { user, name } of hands) addHand(draft, root.id, { user, who: name });
  if (room === undefined || room.channel === null || root.room !== undefined) return;
  draft.change(root.id, (row) => ({ ...row, room }));
  draft.change(id, (row) => {
    const { room: handedOn, ...rest } = row;
    return handedOn === undefined ? row : rest;
  });
}

/** The chat has made the channel: from then on messages lead to it. */
export function applyRoomMade(draft: Draft, body: string): Disposition {
  const { incident, channel } = readRoomMade(body);
  if (draft.incident(incident) === null) return setAside({ code: 'no-such-incident', incident });
  draft.change(incident, (row) =>
    row.room === undefined || row.room.channel !== null ? row : { ...row, room: { ...row.room, channel } },
  );
  return setAside({ code: 'room-noted', incident });
}

/** Whoever is on call is asked into the channel, as far as the chat knows them; it is told once of whom it does not. */
export function applyRoomGuests(draft: Draft, body: string): Disposition {
  const { incident, pagerUser, people, unknown, why } = readRoomGuests(body);
  const row = draft.incident(incident);
  if (row === null) return setAside({ code: 'no-such-incident', incident });
  const asked = askedFor(row, pagerUser, draft.now);
  if (asked === null) return setAside({ code: 'room-noted', incident });
  draft.change(incident, (before) => ({ ...before, ...asked }));
  for (const { user, name } of people) addHand(draft, incident, { user, who: name });
  const decision = { code: 'room-guests', asked: people.map(({ name }) => name), unknown, why } as const;
  draft.tell(incident, 'room', decision);
  return counted(incident, decision);
}

/** What an incident is once it was asked who that is at the chat; null: it was before. @param pagerUser Null: whoever is on call. */
function askedFor(
  { room, pagerHands = [] }: Incident,
  pagerUser: string | null,
  now: number,
): Pick<Incident, 'room' | 'pagerHands'> | null {
  if (pagerUser === null)
    return room === undefined || room.askedAt !== null ? null : { room: { ...room, askedAt: now } };
  if (!pagerHands.some(({ id, askedAt }) => id === pagerUser && askedAt === null)) return null;
  return {
    pagerHands: pagerHands.map((hand) => (hand.id === pagerUser ? { ...hand, askedAt: now } : hand)),
  };
}
