import type { Appended, Delivery } from '../domain/inbox/entry.ts';
import type { Clock } from '../seams/clock.ts';
import type { InboxStore } from '../seams/store.ts';
import { StoreFull } from '../seams/store.ts';

/** The only way in: deliveries become durable here, many in one commit. */
export interface Inbox {
  /**
   * Resolves once the delivery is durable (or known as a duplicate).
   * @throws StoreFull, InboxBusy or InboxClosed, or what the store threw for this very delivery.
   */
  accept(delivery: Delivery): Promise<Appended>;
  /** Takes nothing more and resolves once everything taken before is settled. Calling it twice is legal. */
  close(): Promise<void>;
}

/** What an inbox needs. */
interface InboxOptions {
  readonly store: Pick<InboxStore, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Called after a commit that brought at least one new entry, with its greatest sequence number. */
  readonly onAppended: (lastSeq: number) => void;
  /** Called with the time when one is refused because too much waits already. */
  readonly turnedAway?: (now: number) => void;
  readonly limits?: Partial<InboxLimits>;
}

/** Bounds of a commit and of what may wait for one. */
interface InboxLimits {
  readonly batchEntries: number;
  /** Characters of the bodies in one commit. */
  readonly batchSize: number;
  /** Characters of the bodies that may wait; beyond it `accept` throws InboxBusy. */
  readonly waitingSize: number;
}

/** More is waiting for the disk than memory should hold; doors answer 503. */
export class InboxBusy extends Error {
  override readonly name = 'InboxBusy';
}

/** The relay is stopping; doors answer 503. */
export class InboxClosed extends Error {
  override readonly name = 'InboxClosed';
}

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue {
  readonly waiting: Waiting[];
  size: number;
  closed: boolean;
  /** The running drain; null while nothing waits. */
  draining: Promise<void> | null;
}

const defaultLimits: InboxLimits = {
  batchEntries: 256,
  batchSize: 4 * 1024 * 1024,
  waitingSize: 64 * 1024 * 1024,
};

/** An inbox with group commit: what arrives while a commit runs, or in the same turn, shares the next commit. */
export function createInbox(options: InboxOptions): Inbox {
  const limits = { ...defaultLimits, ...options.limits };
  const queue: Queue = { waiting: [], size: 0, closed: false, draining: null };

  function accept(delivery: Delivery): Promise<Appended> {
    if (queue.closed) return Promise.reject(new InboxClosed('The relay is stopping and takes nothing more.'));
    if (queue.size + delivery.body.length > limits.waitingSize && queue.waiting.length > 0) {
      options.turnedAway?.(options.clock.now());
      return Promise.reject(new InboxBusy('The disk cannot keep up: too much waits to be written.'));
    }
    return new Promise((resolve, reject) => {
      queue.waiting.push({ delivery, resolve, reject });
      queue.size += delivery.body.length;
      queue.draining ??= drain(queue, limits, options);
    });
  }

  async function close(): Promise<void> {
    queue.closed = true;
    await queue.draining;
  }

  return { accept, close };
}

async function drain(queue: Queue, limits: InboxLimits, options: InboxOptions): Promise<void> {
  while (queue.waiting.length > 0) {
    // One turn of the event loop: sockets that are readable now join this commit instead of waiting for the next.
    await new Promise((next) => setImmediate(next));
    await commit(takeBatch(queue, limits), options);
  }
  queue.draining = null;
}

function takeBatch(queue: Queue, limits: InboxLimits): readonly Waiting[] {
  let size = 0;
  let count = 0;
  for (const { delivery } of queue.waiting) {
    if (count > 0 && (count === limits.batchEntries || size + delivery.body.length > limits.batchSize)) break;
    size += delivery.body.length;
    count += 1;
  }
  queue.size -= size;
  return queue.waiting.splice(0, count);
}

async function commit(batch: readonly Waiting[], options: InboxOptions): Promise<void> {
  try {
    const appended = await append(batch, options);
    batch.forEach((waiting, index) => {
      const result = appended[index];
      if (result === undefined)
        waiting.reject(new Error('The store did not say what became of the delivery.'));
      else waiting.resolve(result);
    });
  } catch (error) {
    await fail(batch, options, error);
  }
}

/** The commit was atomic, so nothing of it is stored: each is tried alone, and only the one at fault fails. */
async function fail(batch: readonly Waiting[], options: InboxOptions, error: unknown): Promise<void> {
  if (batch.length === 1 || error instanceof StoreFull) {
    for (const waiting of batch) waiting.reject(error);
    return;
  }
  for (const waiting of batch) await commit([waiting], options);
}

async function append(batch: readonly Waiting[], options: InboxOptions): Promise<readonly Appended[]> {
  const appended = await options.store.append(
    batch.map((waiting) => waiting.delivery),
    options.clock.now(),
  );
  const fresh = appended.filter((result) => !result.duplicate).map((result) => result.seq);
  if (fresh.length > 0) announce(options, Math.max(...fresh));
  return appended;
}

/** What is durable stays accepted, whatever the listener does. */
function announce(options: InboxOptions, lastSeq: number): void {
  try {
    options.onAppended(lastSeq);
  } catch {
    // The listener only saves the brain a wait; its loop finds the entries by itself.
  }
}
