import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { SeededRandom } from '../../../seeded-random.ts';
import type { PressAnswer } from '../presses/press-spec.ts';
import { Envelopes, type Envelope, type ToldEnvelope } from './envelopes.ts';

/** Why Slack ends a connection: it will soon, it does now, or the app's Socket Mode was switched off. */
type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** What is done to the connections from outside. */
export interface SocketControl {
  /** How many apps' connections are open. */
  connections(): number;
  /** Ends all as Slack does, with a reason; answers how many there were. */
  disconnect(reason: DisconnectReason): number;
  /** Cuts all without a word; answers how many there were. */
  cut(): number;
  /** Whether new ones are let in; by default they are. */
  letIn(open: boolean): void;
  envelopes(): readonly ToldEnvelope[];
}

/** "Socket Mode allows your app to maintain up to 10 open WebSocket connections at the same time." */
const mostConnections = 10;
const ticketMs = 30_000;
/** Real ms between pings; Slack's client gives a connection up that is silent for thirty seconds. */
const pingMs = 5_000;
/** So long after its warning Slack closes a connection that is still there. */
const warnedMs = 10_000;

/** Slack's side of Socket Mode, of one app (docs.slack.dev/apis/events-api/using-socket-mode). */
export class SocketMode implements SocketControl {
  /** `xapp-…`: opens connections, and nothing else. */
  readonly appToken: string;
  private readonly appId: string;
  private readonly random: SeededRandom;
  private readonly open: WebSocket[] = [];
  private readonly tickets = new Map<string, number>();
  private readonly wss = new WebSocketServer({ noServer: true });
  private readonly told = new Envelopes((text) => this.send(text));
  private readonly pings = setInterval(() => this.ping(), pingMs).unref();
  private turn = 0;
  private lets = true;

  /** Token, tickets and ids are made by its chance. */
  constructor(appId: string, random: SeededRandom) {
    this.appId = appId;
    this.random = random;
    this.appToken = ['xapp', '1', appId, random.text(13, '0123456789'), random.hex(64)].join('-');
  }

  /** An address for one connection, good once and for half a minute; or Slack's error code. */
  issue(origin: string): { readonly url: string } | { readonly error: string } {
    if (!this.lets) return { error: 'internal_error' };
    // Slack documents the number, and not what it answers to one more.
    if (this.open.length >= mostConnections) return { error: 'too_many_websockets' };
    const ticket = this.random.hex(32);
    this.tickets.set(ticket, performance.now());
    return { url: `${origin.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${this.appId}` };
  }

  /** Takes connections at the fake's own port. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? '';
      const since = this.tickets.get(ticket);
      this.tickets.delete(ticket);
      if (since === undefined || performance.now() - since > ticketMs) socket.destroy();
      else this.wss.handleUpgrade(request, socket, head, (opened) => this.welcome(opened));
    });
  }

  /** Tells the app; what it acknowledged within three seconds. */
  async tell(type: Envelope['type'], payload: object, copies: number): Promise<readonly PressAnswer[]> {
    const hex = (length: number): string => this.random.hex(length);
    const envelope = {
      envelope_id: `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
      type,
      payload,
      accepts_response_payload: type === 'slash_commands',
    };
    const answers: PressAnswer[] = [];
    for (let n = 0; n < copies; n += 1) answers.push(await this.told.tell(envelope));
    return answers;
  }

  connections(): number {
    return this.open.length;
  }

  disconnect(reason: DisconnectReason): number {
    const ending = [...this.open];
    const closesAfter = reason === 'warning' ? warnedMs : 1_000;
    for (const socket of ending) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-fake' } }));
      setTimeout(() => socket.close(), closesAfter).unref();
    }
    return ending.length;
  }

  cut(): number {
    const ending = [...this.open];
    for (const socket of ending) socket.terminate();
    return ending.length;
  }

  letIn(isOpen: boolean): void {
    this.lets = isOpen;
  }

  envelopes(): readonly ToldEnvelope[] {
    return this.told.list();
  }

  close(): void {
    clearInterval(this.pings);
    this.cut();
    this.told.close();
    this.wss.close();
  }

  private ping(): void {
    for (const socket of this.open) socket.ping();
  }

  private send(text: string): boolean {
    this.turn += 1;
    const socket = this.open[this.turn % Math.max(1, this.open.length)];
    socket?.send(text);
    return socket !== undefined;
  }

  private welcome(socket: WebSocket): void {
    this.open.push(socket);
    socket.on('message', (data: Buffer) => this.told.heard(data.toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.open.splice(this.open.indexOf(socket), 1);
      this.told.again();
    });
    const hello = {
      type: 'hello',
      num_connections: this.open.length,
      debug_info: { host: 'applink-fake', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: this.appId },
    };
    socket.send(JSON.stringify(hello));
    this.told.again();
  }
}
