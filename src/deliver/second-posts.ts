import { isDrill, type Notification } from '../domain/sending/notification.ts';
import type { Debit } from '../domain/sending/budget.ts';
import type { Outcome } from '../domain/sending/outcome.ts';
import type { PartOfMessage } from '../domain/sending/projection.ts';
import { handleOf, nothingSent, type Posted } from '../domain/sending/sent.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Notifier, Send } from '../seams/notifier.ts';
import type { DispatchStore } from '../seams/store.ts';
import type { ObservedSend } from './dispatcher.ts';
import { isLastLook } from './steps/in-doubt.ts';

/** What looking for second posts needs. */
interface SecondPostsDeps {
  readonly notifier: Pick<Notifier, 'debits' | 'send'>;
  readonly store: Pick<DispatchStore, 'notification'>;
  /** Pays out of the credential's budget; false when it allows nothing now. */
  readonly pay: (debits: readonly Debit[]) => Promise<boolean>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

/** A post that nobody found, and that may have been made all the same. */
interface Doubt {
  /** When it was sent, virtual ms. */
  readonly at: number;
  readonly looks: number;
  readonly found: number;
  readonly dueAt: number;
}

const minute = 60_000;
/** How long after the looks that found nothing it is looked for again: a history that is late is late by minutes. */
const laterMs = [2 * minute, 10 * minute];
/** While its row is busy, or its budget spent. */
const busyMs = 5_000;
/** A post that was made so often, and that nobody found, is no post any more but a loop. */
const mostFound = 5;
/** Of so many the newest are looked for. */
const mostDoubts = 1_000;
const idleMs = 60 * minute;

/**
 * Looks once more, and later, for messages that were given up as not posted: one that Slack's history showed too late
 * stands beside the one that was made in its place, and nobody keeps it current. It then says where it goes on. What is
 * in doubt is remembered by this process alone.
 */
export class SecondPosts {
  private readonly deps: SecondPostsDeps;
  /** By the ids of their rows. */
  private readonly doubts = new Map<string, Doubt>();
  private waker = new AbortController();

  constructor(deps: SecondPostsDeps) {
    this.deps = deps;
  }

  /** Hears of every finished send. */
  heard({
    row,
    step,
    outcome,
    at: { settled },
  }: Pick<ObservedSend, 'row' | 'step' | 'outcome' | 'at'>): void {
    const at = row.attempts.ambiguousAt;
    if (row.surface !== 'message' || isDrill(row) || at === null) return;
    if (step !== 'lookup' || outcome !== 'absent' || !isLastLook(row)) return;
    const [oldest] = this.doubts.keys();
    if (this.doubts.size >= mostDoubts && oldest !== undefined) this.doubts.delete(oldest);
    this.doubts.set(row.id, { at, looks: 0, found: 0, dueAt: settled + (laterMs[0] ?? 0) });
    this.waker.abort();
  }

  /** Runs until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.deps;
    while (!signal.aborted) {
      this.waker = new AbortController();
      try {
        await this.turn(signal);
      } catch (error) {
        log.warn({ error: String(error) }, 'Second posts could not be looked for; trying again.');
        await clock.sleep(busyMs, signal);
      }
      const next = Math.min(...[...this.doubts.values()].map(({ dueAt }) => dueAt), clock.now() + idleMs);
      const pause = Math.max(1, next - clock.now());
      await clock.sleep(pause, AbortSignal.any([signal, this.waker.signal]));
    }
  }

  private async turn(signal: AbortSignal): Promise<void> {
    const now = this.deps.clock.now();
    const due = [...this.doubts].filter(([, { dueAt }]) => dueAt <= now);
    for (const [id, doubt] of due) {
      if (signal.aborted) return;
      const after = await this.looked(id, doubt);
      if (after === null) this.doubts.delete(id);
      else this.doubts.set(id, after);
    }
  }

  /** One look, and what is left of the doubt after it. */
  private async looked(id: string, doubt: Doubt): Promise<Doubt | null> {
    const { store, clock } = this.deps;
    const row = await store.notification(id);
    if (row === null) return null;
    const busy = { ...doubt, dueAt: clock.now() + busyMs };
    const { startedAt, ambiguousAt } = row.attempts;
    if (startedAt !== null || ambiguousAt !== null) return busy;
    const sought = { ...row, attempts: { ...row.attempts, ambiguousAt: doubt.at } };
    const found = await this.send(sought, 'lookup');
    if (found === 'unpaid') return busy;
    const now = clock.now();
    if (found.kind === 'limited') return { ...doubt, dueAt: now + found.waitMs };
    if (found.kind !== 'found' || !(await this.led(row, found.handle))) return later(doubt, now);
    // There may be one more.
    return doubt.found >= mostFound ? null : { ...busy, found: doubt.found + 1 };
  }

  /** Lets a second message say where it goes on. False: it could not be changed. */
  private async led(row: Notification, handle: string): Promise<boolean> {
    const second = leadingOn(row, handle);
    if (second === null) return true;
    const { log } = this.deps;
    const changed = await this.send(second, 'change');
    if (changed === 'unpaid') return true;
    log.info(
      { notification: row.id, handle, outcome: changed.kind },
      'A message that was given up as not posted was there; it now says where it goes on.',
    );
    return changed.kind === 'delivered';
  }

  private async send(row: Notification, step: 'lookup' | 'change'): Promise<Outcome | 'unpaid'> {
    const { notifier, pay, clock } = this.deps;
    const sendClass = 'counter';
    if (!(await pay(notifier.debits(row, step, sendClass)))) return 'unpaid';
    const alone = { parentHandle: null, messageLink: null, lag: null } satisfies Partial<Send>;
    return notifier.send({ row, step, sendClass, ...alone, now: clock.now() });
  }
}

function later(doubt: Doubt, now: number): Doubt | null {
  const looks = doubt.looks + 1;
  const wait = laterMs[looks];
  return wait === undefined ? null : { ...doubt, looks, dueAt: Math.max(now + busyMs, doubt.at + wait) };
}

/** The row by which a second message says that another one tells of the same; null while there is no other. */
function leadingOn(row: Notification, handle: string): Notification | null {
  const { projection, incident, link = null } = row;
  if (projection.surface !== 'message') return null;
  const posted: Posted = { ...outdated, phase: 'posted', handle, at: 0, acceptedAt: 0, alerts: 0 };
  // A part says of which storm, whether it has a message of its own or not.
  if (projection.state === 'part-of') return { ...row, ...strange(incident), sent: posted };
  if (handleOf(row.sent) === null) return null;
  const { title } = projection;
  const moved: PartOfMessage = {
    ...projection,
    state: 'part-of',
    partOf: { incident, title, twice: { link } },
  };
  return { ...row, ...strange(incident), projection: moved, sent: posted };
}

const { digest, statusDigest } = nothingSent;
const outdated = { digest, statusDigest };

/** By this name nobody finds it again who looks for what shows the incident. */
function strange(incident: string): Pick<Notification, 'incident'> {
  return { incident: `twice:${incident}` };
}
