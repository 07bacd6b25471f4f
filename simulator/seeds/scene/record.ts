import { DatabaseSync } from 'node:sqlite';
import { existsSync } from 'node:fs';
import { Reach, type ProcessFault } from '../judge/reach.ts';
import type { NetworkCall } from '../world/network.ts';
import type { VirtualTime } from '../machine/virtual-time.ts';

/** One webhook that Sentry sent. */
export interface Sent {
  readonly key: string;
  /** Its issue; null: it is not about one. */
  readonly issue: number | null;
  readonly kind: 'event' | 'issue' | 'resolved' | 'unresolved' | 'regressed';
  readonly at: number;
  outcome: 'accepted' | 'rejected' | 'unanswered';
  answeredAt: number;
}

/**
 * Slack limits a method in a channel; PagerDuty limits a key, whatever it is asked. Of what is only read in Sentry a process
 * that begins knows no wait.
 */
function bucketOf({ service, method, channel, life }: NetworkCall): string {
  if (service === 'sentry') return `${service} ${method} ${life}`;
  return service === 'pagerduty' ? `${service} ${channel}` : `${service} ${method} ${channel}`;
}

/** What a judge found wrong. */
export interface Broken {
  readonly rule: string;
  /** Since the beginning, ms. */
  readonly at: number;
  readonly what: string;
}

/** A time in which nobody can ask for punctuality: of pages, of messages, or of both; of neither where Sentry is unwell. */
interface Disturbed {
  readonly from: number;
  readonly to: number;
  readonly pages: boolean;
  readonly slack: boolean;
}

const postBurst = 5;
/** The relay's time is whole ms. */
const roundingMs = 2;

/** What happened in a scene, and what was found wrong while it did. */
export class Record {
  readonly sent: Sent[] = [];
  readonly found: Broken[] = [];
  readonly disturbed: Disturbed[] = [];
  /** What was judged already, by name. */
  readonly settled = new Set<string>();
  readonly reach = new Reach();
  /** Messages that somebody deleted, and pages that somebody resolved at the pager, by key: when. */
  readonly deleted = new Set<string>();
  readonly endedAtPager = new Map<string, number[]>();
  readonly acknowledged: string[] = [];
  /** What somebody took in hand, or ended, in Slack: when, and all that its message said then. */
  readonly pressed: { readonly at: number; readonly message: string }[] = [];
  readonly lines: string[] = [];
  /** Issues that the relay has read of in Sentry, and when it knew. */
  readonly readings: { readonly issue: number; readonly at: number }[] = [];
  /** Lives of the relay that are over, and since when, ms. */
  readonly livesOver = new Map<number, number>();
  /** Up to this entry of the inbox it was looked which. */
  readUpTo = 0;
  /** A life began then after an absence in which something may have been missed, ms. */
  awayUntil = -1;
  /** Sentry tells nobody of anything until then, ms. */
  silentUntil = -1;
  clockMoved = false;
  /** A relay that could not start for want of room has noticed that there is some, ms. */
  fullUntil = -1;
  lostPower = false;
  private readonly time: VirtualTime;
  private readonly store: string;
  private reader: DatabaseSync | null = null;
  private readonly resolving = new Set<string>();
  /** Channel → the relay's own bucket of posts, as its settings have it: tokens left, and when that was. */
  private readonly posts = new Map<string, { tokens: number; at: number }>();
  private readonly toldToWait = new Map<string, number>();
  private readonly replaced = new Set<number>();
  private readonly underWay = new Set<NetworkCall>();

  constructor(time: VirtualTime, store: string) {
    this.time = time;
    this.store = store;
  }

  broken(rule: string, what: string): void {
    if (this.found.length < 20) this.found.push({ rule, at: this.time.elapsed(), what });
  }

  line(text: string): void {
    if (this.lines.length < 400) this.lines.push(`${this.time.elapsed()} ${text}`);
  }

  /** Rows of the store as they are on the disk now. */
  rows(
    sql: string,
    ...values: readonly (string | number)[]
  ): readonly { readonly [name: string]: unknown }[] {
    if (this.reader === null) {
      if (!existsSync(this.store)) return [];
      this.reader = new DatabaseSync(this.store, { readOnly: true });
    }
    return this.reader.prepare(sql).all(...values);
  }

  /** The file may be another one from now on. */
  close(): void {
    if (this.reader?.isOpen === true) this.reader.close();
    this.reader = null;
  }

  /** I1: what is answered is there. */
  answered(sent: Sent): void {
    if (sent.outcome !== 'accepted') return;
    if (this.rows('SELECT 1 FROM seen WHERE id LIKE ? LIMIT 1', `%${sent.key}%`).length === 0)
      this.broken('I1', `webhook ${sent.key} was answered 2xx and is not in the inbox`);
  }

  /** I3 and I5, as a call leaves. */
  callBegins(call: NetworkCall): void {
    this.underWay.add(call);
    if (call.fault !== null && call.state !== null) this.reach.call(call.fault, call.state);
    const { service, about, method, channel, state } = call;
    if (state !== null) for (const odd of call.odd) this.reach.call(odd, state);
    if (service === 'pagerduty' && about !== null) {
      // Each receiver ends its own page of an incident.
      const page = `${channel} ${about}`;
      if (method === 'resolve') this.resolving.add(page);
      if (method === 'trigger' && this.resolving.has(page))
        this.broken('I3', `a trigger of ${about} was started after its resolve`);
    }
    if (method === 'chat.postMessage') this.post(channel ?? '', call.at);
    const wait = this.toldToWait.get(bucketOf(call));
    // A clock that jumped knows no waiting.
    if (wait !== undefined && call.at < wait - roundingMs && !this.clockMoved)
      this.broken('I5', `${method} was called ${wait - call.at} ms before its Retry-After was over`);
  }

  /** I5, as a call ends. */
  callEnds(call: NetworkCall): void {
    this.underWay.delete(call);
    const { service, method, retryAfter, answered, life, state } = call;
    // Of two waits the longer holds. What a process hears that another has replaced, it can tell nobody.
    if (retryAfter !== null && state !== null && !this.replaced.has(life)) {
      const until = this.time.elapsed() + retryAfter * 1_000;
      this.toldToWait.set(bucketOf(call), Math.max(until, this.toldToWait.get(bucketOf(call)) ?? 0));
    }
    if (answered?.status === 429) this.broken('I5', `${method} overdrew a bucket of ${service}`);
  }

  /** Another life has taken the place of this one, which stands still, and may write nothing when it goes on. */
  lifeReplaced(life: number): void {
    this.replaced.add(life);
  }

  /** Calls of a life that is over: nobody waits for their answers. */
  lifeEnds(life: number, calls: readonly NetworkCall[]): void {
    this.close();
    this.livesOver.set(life, this.time.elapsed());
    for (const call of calls) {
      if (call.life !== life || call.settledAt !== null) continue;
      Object.assign(call, { settledAt: this.time.elapsed(), ambiguous: true });
      this.underWay.delete(call);
    }
  }

  /** One a second and channel, five at once (DESIGN section 6). A power cut takes debits along, a clock that jumped makes tokens. */
  private post(channel: string, at: number): void {
    const known = this.posts.get(channel) ?? { tokens: postBurst, at };
    const tokens = Math.min(postBurst, known.tokens + (at - known.at) / 1_000) - 1;
    this.posts.set(channel, { tokens, at });
    if (tokens < -0.2 && !this.clockMoved && !this.lostPower)
      this.broken('I5', `a post into ${channel} for which there was no token`);
  }

  isSending(): boolean {
    return [...this.underWay].some((call) => call.state !== null);
  }

  process(fault: ProcessFault, asked: boolean): void {
    if (fault === 'power-cut') this.lostPower = true;
    if (asked) this.reach.process(fault, 'webhook-waits');
    if (this.isSending()) this.reach.process(fault, 'send-under-way');
    if (!asked && !this.isSending()) this.reach.process(fault, 'at-rest');
  }
}
