import { z } from 'zod';
import type { Delivery } from '../domain/inbox/entry.ts';
import { ownBody, readOwnBody } from './own-body.ts';
import { selfDelivery } from './self-delivery.ts';

const made = z.object({ incident: z.string(), channel: z.string().regex(/^[CG][A-Z0-9]{1,20}$/) });

const name = z.string().max(80);
const guests = z.object({
  incident: z.string(),
  /** The pager's id of the one who was asked for; null: whoever is on call. */
  pagerUser: z.string().nullable().default(null),
  people: z.array(z.object({ user: z.string().regex(/^[UW][A-Z0-9]{1,40}$/), name })).max(20),
  /** Names of those whom the chat does not know. */
  unknown: z.array(name).max(20),
  why: z.string().max(400).nullable(),
});

/** The kinds of these entries. */
export const roomMadeKind = 'room-made';
export const roomGuestsKind = 'room-guests';

/** The inbox delivery of a channel that the chat has made. */
export function roomMadeDelivery(told: z.infer<typeof made>): Delivery {
  const id = `${roomMadeKind}:${told.incident}:${told.channel}`;
  return { ...selfDelivery('enrichment', ownBody(told), id), kind: roomMadeKind };
}

/** The inbox delivery of who is on call, as the chat knows them. */
export function roomGuestsDelivery(told: z.infer<typeof guests>, id: string): Delivery {
  return { ...selfDelivery('enrichment', ownBody(told), id), kind: roomGuestsKind };
}

/** Reads it out of an entry. @throws Error when the body is none. */
export function readRoomMade(body: string): z.infer<typeof made> {
  return readOwnBody(made, body, "report of an incident's channel");
}

/** Reads it out of an entry. @throws Error when the body is none. */
export function readRoomGuests(body: string): z.infer<typeof guests> {
  return readOwnBody(guests, body, 'list of who is on call');
}
