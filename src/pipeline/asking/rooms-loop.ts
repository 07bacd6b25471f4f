import { randomUUID } from 'node:crypto';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import { awakeIn } from '../../correlate/state/rest/resting-rows.ts';
import type { Incident } from '../../domain/incident.ts';
import { notificationId } from '../../domain/sending/notification.ts';
import { handleOf } from '../../domain/sending/sent.ts';
import type { Inbox } from '../../ingest/inbox.ts';
import { roomGuestsDelivery, roomMadeDelivery } from '../../ingest/room-entries.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { RoomPeople } from '../../seams/room-people.ts';
import type { DispatchStore } from '../../seams/store.ts';

/** What following channels needs. */
interface RoomsLoopDeps {
  readonly people: RoomPeople;
  /** The brain's; only read. */
  readonly state: Pick<BrainState, 'meta' | 'incidents'>;
  readonly store: Pick<DispatchStore, 'notification'>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

interface Tries {
  readonly count: number;
  readonly from: number;
}

const everyMs = 2_000;
/** So often it is asked who is on call for one incident; then nobody is, as far as anybody tells. */
const mostTries = 5;

/**
 * Tells the brain which channels the chat has made, and who is on call there. Both enter through the inbox; nothing is
 * remembered here that a restart would miss.
 */
export function followRooms(deps: RoomsLoopDeps): (signal: AbortSignal) => Promise<void> {
  const { state, clock, log } = deps;
  const tried = new Map<string, Tries>();
  return async (signal) => {
    while (!signal.aborted) {
      const open = [...awakeIn(state.incidents)].filter(wantsWord);
      if (open.length === 0) tried.clear();
      try {
        for (const incident of open) {
          if (incident.room?.channel === null) await tellMade(deps, incident);
          else await tellGuests(deps, incident, tried);
        }
      } catch (error) {
        log.warn({ error: String(error) }, 'Channels of incidents could not be followed; trying again.');
      }
      await clock.sleep(everyMs, signal);
    }
  };
}

function wantsWord({ room, pagerHands = [] }: Incident): boolean {
  if (room === undefined || room.archived !== null) return false;
  return room.channel === null || room.askedAt === null || pagerHands.some(({ askedAt }) => askedAt === null);
}

async function tellMade({ state, store, inbox }: RoomsLoopDeps, { id }: Incident): Promise<void> {
  const at = state.meta.policy.receivers.find(({ kind }) => kind === 'rooms');
  if (at === undefined) return;
  const row = await store.notification(notificationId(id, at.id, 'room'));
  const channel = row === null ? null : handleOf(row.sent);
  if (channel !== null) await inbox.accept(roomMadeDelivery({ incident: id, channel }));
}

/** First whoever is on call, then one after the other who took it in hand at the pager. */
async function tellGuests(deps: RoomsLoopDeps, incident: Incident, tried: Map<string, Tries>): Promise<void> {
  const { people, inbox, clock } = deps;
  const { id, room, pagerHands = [] } = incident;
  const hand = room?.askedAt === null ? null : (pagerHands.find(({ askedAt }) => askedAt === null) ?? null);
  const key = `${id} ${hand?.id ?? ''}`;
  const { count, from } = tried.get(key) ?? { count: 0, from: 0 };
  if (clock.now() < from) return;
  const answer = await (hand === null ? people.onCall() : people.one(hand));
  if (answer.kind === 'untold' && count + 1 < mostTries) {
    tried.set(key, { count: count + 1, from: clock.now() + answer.waitMs });
    return;
  }
  const nobody = { people: [], unknown: hand === null ? [] : [hand.name], why: null };
  const { people: found, unknown, why } = answer.kind === 'told' ? answer : nobody;
  const said = { incident: id, pagerUser: hand?.id ?? null, people: [...found], unknown: [...unknown], why };
  await inbox.accept(roomGuestsDelivery(said, `room-guests:${key}:${randomUUID()}`));
}
