import { randomUUID } from 'node:crypto';
import { compilePolicy } from './config/policy.ts';
import type { Renewal } from './config/reload/renewal.ts';
import type { Settings } from './config/settings.ts';
import { takeStock, type Held } from './observe/held.ts';
import { reportNewStore } from './observe/new-store.ts';
import type { Door } from './roles/door.ts';
import type { FromWorker } from './roles/messages.ts';
import { startWorkerThread, type WorkerThread } from './roles/worker-thread.ts';
import { systemClock } from './seams/clock.ts';
import { doorCrowdMemory } from './seams/door-crowd.ts';
import type { Log } from './seams/log.ts';
import { floorMemory, onFloor } from './seams/shared-floor.ts';
import type { SqliteStore } from './store/sqlite/assemble.ts';
import { openSqliteStore } from './store/sqlite/open.ts';

/** What an app is put together from. */
interface AppParts {
  readonly settings: Settings;
  readonly log: Log;
  readonly thread: WorkerThread;
  readonly store: SqliteStore;
  readonly held: Held;
}

/**
 * The relay as a library, in three roles: the door answers on this thread; brain and dispatch have a thread of their
 * own, so that nothing they do delays an answer. The store is between them. `start` recovers and opens the doors,
 * `stop` closes them, settles what is in flight and lets the store go. Both may be called once.
 */
export class App {
  /** Resolves with null after `stop`, or with the error that ended the relay. */
  readonly ended: Promise<Error | null>;
  private readonly parts: AppParts;
  private door: Door | null = null;
  /** What was told before there was a door. */
  private readonly unheard: FromWorker[] = [];
  private ready = false;
  private stopping = false;
  private end: (error: Error | null) => void = () => undefined;
  private readonly stopped: Promise<void>;
  private settled: () => void = () => undefined;

  private constructor(parts: AppParts) {
    this.parts = parts;
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.stopped = new Promise((resolve) => (this.settled = resolve));
  }

  /**
   * Opens the store, while the thread of brain and dispatch loads: by itself, or one that was started before.
   * @throws StoreLocked when another process holds the store's file, StoreUnusable when it cannot be used.
   */
  static async open(settings: Settings, log: Log, thread = startWorkerThread()): Promise<App> {
    try {
      const store = await openSqliteStore({
        path: settings.storePath,
        holder: `process ${process.pid}`,
        install: () => randomUUID().slice(0, 8),
        joined: true,
      });
      reportNewStore(store.made, log);
      const held = await takeStock(store, compilePolicy(settings));
      return new App({ settings, log, thread, store, held });
    } catch (error) {
      await thread.terminate();
      throw error;
    }
  }

  /** Recovers, starts the loops and opens the doors. Answers with the address; null when it was stopped meanwhile. */
  async start(): Promise<string | null> {
    const { settings, log, thread, store, held } = this.parts;
    const floor = floorMemory();
    const doorCrowd = doorCrowdMemory();
    const ready = this.follow();
    thread.tell({ kind: 'begin', with: { settings, ...held, store: store.memory, floor, doorCrowd } });
    // The door's modules load while brain and dispatch recover.
    const { Door } = await import('./roles/door.ts');
    const own = systemClock(settings.clock, held.newest === null ? {} : { from: held.newest });
    const clock = onFloor(own, floor);
    const door = new Door({ settings, store, clock, log, wake: thread, doorCrowd });
    this.door = door;
    for (const message of this.unheard.splice(0)) door.hear(message);
    door.rehearse();
    await ready;
    if (this.stopping) return null;
    this.ready = true;
    return door.open();
  }

  /** Lets what another configuration says take effect, as far as that needs no restart. */
  async renew(renewal: Renewal): Promise<void> {
    await this.door?.renew(renewal);
  }

  /** The newest configuration is broken: why; null: it is not. */
  configTrouble(trouble: string | null): void {
    this.door?.configTrouble(trouble);
  }

  /** Closes the doors, settles what is in flight, and lets the store go. */
  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    const { thread, store } = this.parts;
    await this.door?.close();
    if (this.ready) {
      thread.tell({ kind: 'stop' });
      await Promise.race([this.stopped, thread.ended]);
    }
    await thread.terminate();
    await store.close();
    this.end(null);
  }

  /** Hears brain and dispatch from now on. Resolves once they run or were stopped; rejects when they cannot run. */
  private follow(): Promise<void> {
    const { thread, store } = this.parts;
    return new Promise((resolve, reject) => {
      thread.hear((message) => {
        if (message.kind === 'failed' && message.what === null) reject(new Error(message.reason));
        else this.hear(message);
        if (message.kind === 'ready') resolve();
      });
      void thread.ended.then((reason) => {
        store.forfeit();
        if (this.stopping) resolve();
        else reject(new Error(`${threadEnded}: ${reason}`));
        if (this.ready) this.fail(threadEnded, reason);
      });
    });
  }

  private hear(message: FromWorker): void {
    if (message.kind === 'line') this.parts.log[message.level](message.fields, message.message);
    else if (this.door === null) this.unheard.push(message);
    else this.door.hear(message);
    if (message.kind === 'failed') this.fail(message.what ?? threadEnded, message.reason);
    if (message.kind === 'stopped') this.settled();
  }

  /** A loop that cannot go on ends the relay: a supervisor starts it again, and it recovers from its store. */
  private fail(what: string, reason: string): void {
    if (this.stopping) return;
    this.parts.log.error({ error: reason }, what);
    this.end(new Error(`${what}: ${reason}`));
  }
}

const threadEnded = 'The thread of brain and dispatch ended';
