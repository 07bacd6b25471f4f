import crypto from 'node:crypto';
import fs from 'node:fs';
import { Server } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import perfHooks from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import './real.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What stands in for the machine while a seed runs. */
export interface Machine {
  readonly time: VirtualTime;
  /** A number in [0, 1), for the relay's own dice. */
  readonly chance: () => number;
  readonly fetch: typeof fetch;
  /** A server of the relay begins to listen; false: it may not. */
  readonly listens: (server: Server, port: number) => boolean;
  readonly disk: SimulatedDisk;
}

/** The disk under the relay's store. */
export interface SimulatedDisk {
  /** Runs a statement, or refuses it. */
  exec(database: DatabaseSync, sql: string, run: (sql: string) => void): void;
  /** Somebody waits until it has all that was committed; it throws where the power fails meanwhile. */
  sync(): void;
  /** Share of it that is free, 0 to 1. */
  freeShare(): number;
}

let machine: Machine | null = null;

/** The machine of the seed that runs. */
function at(): Machine {
  if (machine === null) throw new Error('No seed runs.');
  return machine;
}

/** Puts a machine under everything in this process that runs from now on. */
export function standOn(next: Machine): void {
  machine = next;
}

/**
 * Takes the machine away from this process: time, chance, network, disk and doors are those of the seed that runs. For a
 * process of its own, before it loads the relay: there is no way back.
 */
export function leaveTheMachine(): void {
  leaveTime();
  leaveMeters();
  Math.random = () => at().chance();
  globalThis.fetch = (input, init) => at().fetch(input, init);
  leaveServers();
  leaveDisk();
  crypto.randomUUID = () => {
    const hex = Array.from({ length: 32 }, () => Math.floor(at().chance() * 16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  syncBuiltinESMExports();
}

function leaveTime(): void {
  // The world has the true time; the relay has what its machine says.
  Date.now = () => (at().time.current() === 'world' ? at().time.now() : at().time.wall());
  performance.now = () => at().time.elapsed();
  // Whoever lets go of a timer takes it along: what a life that was cut off still waits for neither ends nor is called off.
  const timers = new WeakMap<object, { cancel(): void }>();
  const start = (run: () => { cancel(): void }): NodeJS.Timeout => {
    const handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      [Symbol.dispose]: () => stop(handle),
    };
    timers.set(handle, run());
    return handle as unknown as NodeJS.Timeout;
  };
  const stop = (handle: unknown): void => {
    if (typeof handle !== 'object' || handle === null) return;
    timers.get(handle)?.cancel();
    timers.delete(handle);
  };
  const later = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout => {
    const handle = start(() =>
      at().time.after(ms, () => {
        timers.delete(handle);
        run(...args);
      }),
    );
    return handle;
  };
  const again = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout => {
    const plan = (): { cancel(): void } =>
      at().time.after(Math.max(1, ms), () => {
        timers.set(handle, plan());
        run(...args);
      });
    const handle = start(plan);
    return handle;
  };
  const soon = (run: (...args: unknown[]) => void, ...args: unknown[]): NodeJS.Immediate =>
    start(() => at().time.next(() => run(...args))) as unknown as NodeJS.Immediate;
  Object.assign(globalThis, {
    setTimeout: later,
    setInterval: again,
    setImmediate: soon,
    clearTimeout: stop,
    clearInterval: stop,
    clearImmediate: stop,
  });
  leaveTimeouts();
}

function leaveTimeouts(): void {
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    at().time.after(ms, () =>
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
    );
    return controller.signal;
  };
  AbortSignal.any = anyOf;
}

/** Node keeps a signal of several for as long as somebody listens to it, and lives that were cut off listen for ever. */
function anyOf(signals: Iterable<AbortSignal>): AbortSignal {
  const controller = new AbortController();
  const all = [...signals];
  const over = (event: Event): void => end(event.target as AbortSignal);
  const end = (one: AbortSignal): void => {
    for (const other of all) other.removeEventListener('abort', over);
    controller.abort(one.reason);
  };
  const first = all.find(({ aborted }) => aborted);
  if (first !== undefined) end(first);
  else for (const one of all) one.addEventListener('abort', over);
  return controller.signal;
}

/** What measures the machine itself never ends, and nobody asks a simulation how busy its machine was. */
function leaveMeters(): void {
  const still = { min: 0, max: 0, mean: 0, stddev: 0, exceeds: 0, percentile: () => 0 };
  const meter = { ...still, enable: () => true, disable: () => true, reset: () => undefined };
  class NoObserver {
    observe(): void {
      // It is told nothing.
    }
    disconnect(): void {
      // It was told nothing.
    }
  }
  Object.assign(perfHooks, { monitorEventLoopDelay: () => meter, PerformanceObserver: NoObserver });
}

function leaveServers(): void {
  const listen = function (this: Server, port: number, host: string, listening: () => void): Server {
    const { time, listens } = at();
    this.address = () => ({ family: 'IPv4', address: host, port });
    if (listens(this, port)) time.next(listening);
    else time.next(() => this.emit('error', new Error('There is no such address in a simulation.')));
    return this;
  };
  Server.prototype.listen = listen as unknown as Server['listen'];
  Server.prototype.close = function (this: Server, closed?: (error?: Error) => void): Server {
    at().time.next(() => {
      closed?.();
      this.emit('close');
    });
    return this;
  };
}

/** What stands for the log of a store that is open: nobody reads or writes it but SQLite. */
const logOfStore = -1;

function leaveLog(): void {
  const { openSync, closeSync } = fs;
  fs.openSync = (path, ...how) => (String(path).endsWith('-wal') ? logOfStore : openSync(path, ...how));
  fs.closeSync = (file) => {
    if (file !== logOfStore) closeSync(file);
  };
  const sync = (_: number, answer: fs.NoParamCallback): void => {
    at().disk.sync();
    queueMicrotask(() => answer(null));
  };
  fs.fdatasync = Object.assign(sync, { __promisify__: fs.fdatasync.__promisify__ });
}

/** `node:sqlite` exports its class for good, so the class itself is changed: what opens a database speaks to it first. */
function leaveDisk(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the database that is meant
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
    at().disk.exec(this, sql, (text) => exec.call(this, text));
  };
  leaveLog();
  fs.statfsSync = (() => {
    const blocks = 1_000_000;
    return { blocks, bavail: Math.floor(blocks * at().disk.freeShare()) };
  }) as unknown as typeof fs.statfsSync;
}
