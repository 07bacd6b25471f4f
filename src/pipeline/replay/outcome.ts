import { byAge } from '../../correlate/state/orders.ts';
import type { PageReason } from '../../domain/decision/paging.ts';
import type { Incident } from '../../domain/incident.ts';
import { isSentrys } from '../../domain/inbox/entry.ts';
import type { Disposition } from '../../domain/inbox/disposition.ts';
import { seenAt } from '../../domain/routing/desk.ts';
import { notificationId } from '../../domain/sending/notification.ts';
import type { PageProjection } from '../../domain/sending/page-projection.ts';
import type { HookChange } from '../../domain/sending/hook-change.ts';
import type { HookProjection, MessageProjection } from '../../domain/sending/projection.ts';
import { toldUpto } from '../../domain/sending/sent.ts';
import type { Told } from './ready-receivers.ts';
import type { ReplayListener, ReplayStep } from './replay.ts';

/** Somebody who would have been woken. Times are virtual ms. */
export interface PageTold {
  readonly incident: string;
  readonly receiver: string;
  readonly at: number;
  /** As it was triggered. */
  readonly page: PageProjection;
  /** Null: nobody remembers it. */
  readonly reason: PageReason | null;
  /** How often the same key was triggered again. */
  readonly again: number;
  readonly acknowledgedAt: number | null;
  readonly endedAt: number | null;
}

/** Whom a page would have woken: a receiver by its name, where the rules name any. */
export function wokenBy({ page, receiver }: Pick<PageTold, 'page' | 'receiver'>): string {
  return page.receiver ?? receiver;
}

/** A message that a channel would have shown. */
export interface MessageTold {
  readonly incident: string;
  readonly receiver: string;
  readonly at: number;
  readonly first: MessageProjection;
  readonly last: MessageProjection;
  readonly updates: number;
  readonly replies: number;
  /** Of the replies, how many the channel was shown too. */
  readonly toChannel: number;
}

/** One thing that a program would have been told of an incident. */
interface EventTold {
  readonly incident: string;
  readonly receiver: string;
  readonly at: number;
  readonly change: HookChange;
}

/** What a replay came to. */
export interface Outcome {
  /** What Sentry sent, by what became of it. */
  readonly webhooks: Readonly<Record<Disposition['kind'], number>>;
  /** Virtual ms of the first and the last of these; null when there was none. */
  readonly from: number | null;
  readonly to: number | null;
  /** As they were left, oldest first; those that left memory too. */
  readonly incidents: readonly Incident[];
  /** In order of time. */
  readonly pages: readonly PageTold[];
  readonly messages: readonly MessageTold[];
  /** What has happened, without figures that were brought up to date. */
  readonly events: readonly EventTold[];
}

/** Writes down what a replay comes to, from virtual ms `since` on. What began before and goes on is not counted anew. */
export class OutcomeBook implements ReplayListener {
  private readonly since: number;
  private readonly webhooks = { counted: 0, 'set-aside': 0, suppressed: 0, dead: 0 };
  private readonly incidents = new Map<string, Incident>();
  private readonly pages = new Map<string, PageTold>();
  private readonly messages = new Map<string, MessageTold>();
  private readonly events: EventTold[] = [];
  private from: number | null = null;
  private to: number | null = null;

  constructor(since = -Infinity) {
    this.since = since;
  }

  applied({ entry, batch }: ReplayStep): void {
    if (entry.receivedAt < this.since) return;
    if (isSentrys(entry.source)) {
      this.from ??= entry.receivedAt;
      this.to = entry.receivedAt;
      for (const { disposition } of batch.dispositions) this.webhooks[disposition.kind] += 1;
    }
    for (const change of batch.changes)
      if (change.table === 'incident') this.incidents.set(change.key, change.row);
  }

  told(told: Told): void {
    if (told.at < this.since) return;
    const { projection } = told.row;
    if (projection.surface === 'page') this.page(told, projection);
    else if (projection.surface === 'message') this.message(told, projection);
    else if (projection.surface === 'thread') this.reply(told);
    else if (projection.surface === 'hook') this.hook(told, projection);
  }

  /** What has come of it so far. */
  outcome(): Outcome {
    const inTime = <T extends { readonly at: number }>(all: ReadonlyMap<string, T>): readonly T[] =>
      [...all.values()].sort((a, b) => a.at - b.at);
    return {
      webhooks: { ...this.webhooks },
      from: this.from,
      to: this.to,
      incidents: [...this.incidents.values()].sort(byAge),
      pages: inTime(this.pages),
      messages: inTime(this.messages),
      events: [...this.events],
    };
  }

  private page({ at, step, row }: Told, page: PageProjection): void {
    const { id, incident, receiver } = row;
    const before = this.pages.get(id);
    if (before === undefined) {
      if (step !== 'create') return;
      const root = this.incidents.get(incident);
      const seen = root === undefined ? null : seenAt(root, page.receiver ?? null);
      const generation = seen?.page?.generations[page.generation - 1];
      const nothing = { again: 0, acknowledgedAt: null, endedAt: null };
      this.pages.set(id, { incident, receiver, at, page, reason: generation?.reason ?? null, ...nothing });
      return;
    }
    const again = before.again + (step === 'change' ? 1 : 0);
    const acknowledgedAt = step === 'acknowledge' ? at : before.acknowledgedAt;
    this.pages.set(id, { ...before, again, acknowledgedAt, endedAt: step === 'close' ? at : before.endedAt });
  }

  private message({ at, step, row, from }: Told, shown: MessageProjection): void {
    const { id, incident, receiver } = row;
    const before = this.messages.get(from ?? id);
    if (step === 'taken-over' && before !== undefined && from !== undefined) {
      this.messages.delete(from);
      this.messages.set(id, { ...before, incident, last: shown });
    } else if (before === undefined) {
      // It was posted before the book was opened.
      if (step !== 'create') return;
      const nothing = { updates: 0, replies: 0, toChannel: 0 };
      this.messages.set(id, { incident, receiver, at, first: shown, last: shown, ...nothing });
    } else this.messages.set(id, { ...before, last: shown, updates: before.updates + 1 });
  }

  private hook({ at, row: { incident, receiver, sent } }: Told, { changes }: HookProjection): void {
    const fresh = changes.filter(({ n }) => n > toldUpto(sent));
    this.events.push(...fresh.map((change) => ({ incident, receiver, at, change })));
  }

  private reply({ row }: Told): void {
    const { projection, incident, receiver, sent } = row;
    if (projection.surface !== 'thread') return;
    const id = notificationId(incident, receiver, 'message');
    const message = this.messages.get(id);
    if (message === undefined) return;
    const news = projection.items.filter(({ n }) => n > toldUpto(sent));
    const toChannel = message.toChannel + (news.some(({ channel }) => channel) ? 1 : 0);
    this.messages.set(id, { ...message, replies: message.replies + 1, toChannel });
  }
}
