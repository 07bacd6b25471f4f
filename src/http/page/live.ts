import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Feed } from '../../observe/feed.ts';
import type { Overview } from '../../observe/overview.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Gatekeeper } from '../access/admin-auth.ts';
import type { OwnOrigin } from '../access/own-origin.ts';
import { STATUS_CODES } from '../node-http.ts';
import { atFullPace, paced, unreadAtMost } from './wire/pacing.ts';
import { sharedFrames, type SharedFrames } from './wire/shared-frames.ts';

/** What the live feed's websocket needs. */
interface LiveDeps {
  readonly feed: Feed<Overview>;
  readonly gatekeeper: Gatekeeper;
  readonly isOwn: OwnOrigin;
  /** An unscaled clock, for pings and beats. */
  readonly pace: Pick<Clock, 'sleep'>;
}

/** The websocket `/live`. */
interface Live {
  readonly attach: (server: Server) => void;
  /** Says goodbye to all watchers. Calling it twice is legal. */
  readonly close: () => void;
}

const watchersAtMost = 50;
const pingEveryMs = 20_000;
/** Whoever heard nothing for a few of these knows that the relay is dead, frozen or out of reach. */
const beatEveryMs = 1_000;
/** RFC 6455, 7.4.1. */
const policyViolation = 1008;
const beat = JSON.stringify({ type: 'beat' });

/**
 * A websocket server. Whoever comes is told all, `{ type: 'whole', … }`, then what changed, `{ type: 'delta', … }`, and
 * `{ type: 'beat' }` once a second, also while there is nothing to show or no way to read it; what clients send is
 * ignored. Whoever reads slower than it changes gets fewer deltas, each with all that changed meanwhile.
 */
export function createLive(deps: LiveDeps): Live {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_024, perMessageDeflate: false });
  const stop = new AbortController();
  const audience = createAudience(deps.feed);
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const gone = endOf(socket, stop.signal);
    audience.welcome(socket);
    // A broken socket closes right afterwards; without a listener it would end the process.
    socket.on('error', () => socket.terminate());
    void sendBeats(socket, deps, { gone, mayStay: () => deps.gatekeeper.judge(request).ok });
    void keepAlive(socket, deps.pace, gone);
  });
  return {
    attach: (server) => {
      server.on('upgrade', (request, socket, head) => {
        const refusal = judge(request, deps, sockets.clients.size);
        if (refusal === null)
          sockets.handleUpgrade(request, socket, head, (client) =>
            sockets.emit('connection', client, request),
          );
        else refuse(socket, refusal);
      });
    },
    close: () => {
      stop.abort();
      for (const socket of sockets.clients) socket.close(1001, 'The relay is stopping.');
      sockets.close();
    },
  };
}

/** All who watch, told by one watcher of the feed: none of it is read while nobody looks. */
function createAudience(feed: Feed<Overview>): { readonly welcome: (socket: WebSocket) => void } {
  const tellers = new Set<() => void>();
  let frames = sharedFrames();
  let end: (() => void) | null = null;
  return {
    welcome: (socket) => {
      const tell = createTeller(socket, () => frames);
      tellers.add(tell);
      end ??= feed.watch((overview) => {
        frames.push(overview);
        for (const one of tellers) one();
      });
      // What the others have is soon enough to begin with, and may be a second old.
      tell();
      feed.changed();
      socket.on('close', () => {
        tellers.delete(tell);
        if (tellers.size > 0) return;
        end?.();
        end = null;
        frames = sharedFrames();
      });
    },
  };
}

/** Tells one watcher what is new to it, at the pace at which it reads. */
function createTeller(socket: WebSocket, frames: () => SharedFrames): () => void {
  let known = 0;
  let pacing = atFullPace;
  return () => {
    if (socket.readyState !== socket.OPEN) return;
    const step = paced(pacing, socket.bufferedAmount);
    pacing = step.pacing;
    const text = step.sends ? frames().since(known) : null;
    if (text === null) return;
    known = frames().version();
    socket.send(text);
  };
}

function canTake(socket: WebSocket): boolean {
  return socket.readyState === socket.OPEN && socket.bufferedAmount < unreadAtMost;
}

/** Aborts when the socket closes or the relay stops. */
function endOf(socket: WebSocket, stop: AbortSignal): AbortSignal {
  const closed = new AbortController();
  socket.on('close', () => closed.abort());
  return AbortSignal.any([stop, closed.signal]);
}

/** A session that is over, by its time or by a log-out, watches no longer. */
async function sendBeats(
  socket: WebSocket,
  { pace }: Pick<LiveDeps, 'pace'>,
  { gone, mayStay }: { readonly gone: AbortSignal; readonly mayStay: () => boolean },
): Promise<void> {
  while (!gone.aborted) {
    await pace.sleep(beatEveryMs, gone);
    if (!mayStay()) socket.close(policyViolation, 'The session is over.');
    else if (canTake(socket)) socket.send(beat);
  }
}

/** Ends a socket that did not answer the ping before: its other end is gone without a word. */
async function keepAlive(socket: WebSocket, pace: Pick<Clock, 'sleep'>, gone: AbortSignal): Promise<void> {
  let answered = true;
  socket.on('pong', () => (answered = true));
  while (!gone.aborted) {
    if (!answered) socket.terminate();
    answered = false;
    socket.ping(() => undefined);
    await pace.sleep(pingEveryMs, gone);
  }
}

function judge(
  request: IncomingMessage,
  { gatekeeper, isOwn }: Pick<LiveDeps, 'gatekeeper' | 'isOwn'>,
  watchers: number,
): string | null {
  if ((request.url ?? '').split('?', 1)[0] !== '/live') return '404 Not Found';
  const access = gatekeeper.judge(request);
  if (!access.ok) return `${access.status} ${STATUS_CODES[access.status] ?? ''}`;
  if (!isOwn(request)) return '403 Forbidden';
  return watchers >= watchersAtMost ? '503 Service Unavailable' : null;
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
