import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Feed } from '../../observe/feed.ts';
import type { Overview } from '../../observe/overview.ts';
import type { Clock } from '../../seams/clock.ts';
import { isOwnOrigin, type Gatekeeper } from '../access/admin-auth.ts';

/** What the live feed's websocket needs. */
interface LiveDeps {
  readonly feed: Feed<Overview>;
  readonly gatekeeper: Gatekeeper;
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
/** A watcher that has this many bytes unread misses frames until it caught up; the next one it gets is whole. */
const unreadAtMost = 256 * 1024;

/**
 * A websocket server for frames `{ type: 'overview', … }`, and `{ type: 'beat' }` once a second, also while there is
 * nothing to show or no way to read it; what clients send is ignored.
 */
export function createLive(deps: LiveDeps): Live {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_024, perMessageDeflate: false });
  const stop = new AbortController();
  const serialise = newestFrame();
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const gone = endOf(socket, stop.signal);
    welcome(socket, deps, serialise);
    void sendBeats(socket, deps, { gone, mayStay: () => deps.gatekeeper.judge(request).ok });
    void keepAlive(socket, deps.pace, gone);
  });
  return {
    attach: (server) => {
      server.on('upgrade', (request, socket, head) => {
        const refusal = judge(request, deps.gatekeeper, sockets.clients.size);
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

function welcome(socket: WebSocket, { feed }: LiveDeps, serialise: (frame: Overview) => string): void {
  const end = feed.watch((frame) => {
    if (canTake(socket)) socket.send(serialise(frame));
  });
  socket.on('close', end);
  // A broken socket closes right afterwards; without a listener it would end the process.
  socket.on('error', () => socket.terminate());
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

/** All watchers of a frame get the same text, made once. */
function newestFrame(): (frame: Overview) => string {
  let last: Overview | null = null;
  let text = '';
  return (frame) => {
    if (frame !== last) text = JSON.stringify(frame);
    last = frame;
    return text;
  };
}

function judge(request: IncomingMessage, gatekeeper: Gatekeeper, watchers: number): string | null {
  if ((request.url ?? '').split('?', 1)[0] !== '/live') return '404 Not Found';
  const access = gatekeeper.judge(request);
  if (!access.ok) return `${access.status} ${STATUS_CODES[access.status] ?? ''}`;
  if (!isOwnOrigin(request)) return '403 Forbidden';
  return watchers >= watchersAtMost ? '503 Service Unavailable' : null;
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
