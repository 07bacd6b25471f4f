import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../seams/clock.ts';
import type { Door, Refusal } from '../../seams/door.ts';
import { createProvenSenders } from '../access/proven-senders.ts';
import { createReadInVain, type Sender } from '../access/read-in-vain.ts';
import { networkOf, senderOf } from '../access/sender-network.ts';
import { declaredBytes, readRawBody } from './raw-body.ts';
import { createUnfinishedBodies } from './unfinished-bodies.ts';
import { bodyLimit, unreadRefusal, type Unread } from './unread.ts';

/** A request, with what Express has read out of its address where it came through Express. */
export interface DoorRequest extends IncomingMessage {
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Stands before all doors: what the headers rule out is not read, and what strangers send costs others nothing. */
export interface Reception {
  /** Why a request is refused before its body is read; null when it is read. */
  refuseUnread(door: Door, request: DoorRequest): Refusal | null;
  read(request: IncomingMessage): ReturnType<typeof readRawBody>;
  /** What the request brought was let in. */
  prove(request: IncomingMessage): void;
  /** So many bytes of it were read, and it was refused. */
  noteRefused(request: IncomingMessage, bytes: number): void;
  /** Whoever sends too much is answered late, and meanwhile not read: no loop of refusals keeps the door busy. */
  keepWaiting(): Promise<void>;
}

/** What the reception needs. */
interface ReceptionDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** An unscaled clock: bytes and lines are the machine's. */
  readonly pace: Pick<Clock, 'now' | 'sleep'>;
}

/** A rest up to this is read past, so that the sender reads the answer and its line goes on. */
const shortBytes = 64 * 1024;
/** How long the answer to a sender of too much waits, real ms, and how many wait at once. */
const lateMs = 1_000;
const lateAtMost = 200;

/** One for all doors of a relay. */
export function createReception({ clock, pace }: ReceptionDeps): Reception {
  const proven = createProvenSenders();
  const inVain = createReadInVain();
  const unfinished = createUnfinishedBodies(pace);
  let late = 0;
  const senderIn = (request: IncomingMessage): Sender => {
    const network = networkOf(senderOf(request));
    return { network, isProven: proven.isProven(network, clock.now()) };
  };
  const isTooMuch = (request: IncomingMessage): boolean =>
    !isShort(request) && !inVain.mayRead(senderIn(request), declaredBytes(request) ?? bodyLimit, pace.now());
  return {
    refuseUnread: (door, request) => {
      const why = ruledOut(request);
      if (why !== null) return unreadRefusal(door, why);
      const refusal = door.refuseUnread?.({ headers: request.headers, token: tokenOf(request) }) ?? null;
      if (refusal !== null) return refusal;
      return isTooMuch(request) ? unreadRefusal(door, 'too-much-refused') : null;
    },
    read: (request) =>
      readRawBody(request, { limit: bodyLimit, unfinished, sender: () => senderIn(request) }),
    prove: (request) => proven.prove(request, clock.now()),
    noteRefused: (request, bytes) => {
      if (bytes > 0) inVain.add(senderIn(request), Math.min(bytes, bodyLimit), pace.now());
    },
    keepWaiting: async () => {
      if (late >= lateAtMost) return;
      late += 1;
      await pace.sleep(lateMs);
      late -= 1;
    },
  };
}

/** The last part of the address, where it is a token; else empty. */
export function tokenOf({ params }: DoorRequest): string {
  const token = params?.['token'];
  return typeof token === 'string' ? token : '';
}

/** True when it says that its body is short. */
export function isShort(request: IncomingMessage): boolean {
  const declared = declaredBytes(request);
  return declared === null ? request.headers['transfer-encoding'] === undefined : declared <= shortBytes;
}

function ruledOut(request: IncomingMessage): Unread | null {
  const { headers } = request;
  if (!isPlain(headers['content-encoding'])) return 'encoding-unsupported';
  if (!isPossibleType(headers['content-type'])) return 'type-unsupported';
  return (declaredBytes(request) ?? 0) > bodyLimit ? 'too-large' : null;
}

function isPlain(encoding: string | undefined): boolean {
  return encoding === undefined || encoding.trim().toLowerCase() === 'identity';
}

/**
 * What senders of webhooks declare, and what tools and proxies write where nobody told them: a genuine body is not refused for
 * a header that nobody signed.
 */
const possibleTypes =
  /^\s*(application\/(x-www-form-urlencoded|octet-stream|([\w.-]+\+)?json)|text\/(plain|json))\s*(;|$)/i;

function isPossibleType(type: string | undefined): boolean {
  return type === undefined || type === 'application/json' || possibleTypes.test(type);
}
