import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { FamilyTally } from '../../correlate/state/family-tally.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import type { Receiver } from '../../domain/policy.ts';
import type { Wanted } from '../../domain/sending/notification.ts';
import type { Projection } from '../../domain/sending/projection.ts';
import type {
  InviteProjection,
  Room,
  RoomPostProjection,
  RoomProjection,
} from '../../domain/sending/room.ts';
import { severityRank } from '../../domain/severity.ts';
import { digestOf, type Digested } from '../digests.ts';
import { wantedRow } from '../wanted-row.ts';

/** What the channel that an incident has of its own should be: itself, what it is about, and who is asked into it. */
export function roomRows(state: BrainState, root: Incident): readonly Wanted[] {
  const { room } = root;
  const at = state.meta.policy.receivers.find(({ kind }) => kind === 'rooms');
  if (room === undefined || at === undefined || root.parent !== null) return [];
  const tally = state.families.of(root);
  const about = { alerts: 0, services: [], severityRank: severityRank(root.severity) };
  const surfaces = [
    digestedRoom(roomProjection(root, room, tally)),
    ...(room.channel === null || room.archived !== null ? [] : inRoom(state, root, room.channel)),
  ];
  return surfaces.map((what) => wantedRow(root, at, what, about));
}

function inRoom(state: BrainState, root: Incident, channel: string): readonly Digested[] {
  const chat = shownAt(root, state.meta.policy.receivers);
  const hands = root.hands ?? [];
  const post =
    chat === undefined ? [] : [digested(postProjection(root, channel, chat, state.families.of(root)))];
  if (hands.length === 0) return post;
  const items = hands.map((hand, index) => ({ ...hand, n: index + 1 }));
  const invite: InviteProjection = { surface: 'invite', incident: root.id, channel, items };
  return [...post, digested(invite)];
}

/** The first channel that shows it. */
function shownAt({ routed }: Incident, receivers: readonly Receiver[]): Receiver | undefined {
  const chats = receivers.filter(({ kind }) => kind === 'chat');
  if (routed === undefined) return chats[0];
  const shown = routed.flatMap(({ surfaces, silent }) => (silent === null ? surfaces : []));
  return chats.find(({ id }) => shown.includes(id));
}

function roomProjection(root: Incident, room: Room, tally: FamilyTally): RoomProjection {
  const { name, since, channel, archived } = room;
  return {
    surface: 'room',
    incident: root.id,
    state: archived === null ? 'open' : 'archived',
    name,
    since,
    channel,
    about: {
      status: root.status,
      who: root.status === 'acknowledged' ? root.acknowledgedBy : (root.resolution?.who ?? null),
      title: nameOf(root),
      services: tally.services.size,
    },
  };
}

function postProjection(
  root: Incident,
  channel: string,
  { id: beside }: Receiver,
  { linked }: FamilyTally,
): RoomPostProjection {
  const newest = root.page?.generations.length ?? 0;
  const standing = root.atPager?.find(({ generation }) => generation === newest);
  return {
    surface: 'room-post',
    incident: root.id,
    state: 'there',
    channel,
    title: nameOf(root),
    beside,
    page: standing?.link ?? null,
    link: root.sample.link ?? linked[0]?.link ?? null,
  };
}

function digested(projection: Projection): Digested {
  const digest = digestOf(projection);
  return { projection, digest, statusDigest: digest };
}

/** How many services fail is a figure; how it stands, people must learn sooner. */
function digestedRoom(projection: RoomProjection): Digested {
  const { state, about } = projection;
  const { status, who, title } = about;
  const digest = digestOf([state, about]);
  return { projection, digest, statusDigest: digestOf([state, status, who, title]) };
}
