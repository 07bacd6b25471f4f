import type { Incident } from '../../../domain/incident.ts';
import type { Issue } from '../../../domain/issue.ts';
import { Sleeper, type Glance } from './sleeper.ts';

/**
 * Rows of which some may be asleep. Whoever asks for one has it, as it was: its household wakes. To go through all of them
 * wakes all.
 */
export class RestingRows<T> extends Map<string, T> {
  /** How many of the rows are asleep. */
  protected asleep = 0;

  /** The row, unless it is asleep. */
  awake(key: string): T | undefined {
    const held: unknown = super.get(key);
    return held instanceof Sleeper ? undefined : (held as T | undefined);
  }

  /** Puts the row under this key to sleep. */
  layDown(key: string, sleeper: Sleeper): void {
    // Until one sleeps these are the methods of any map, which V8 compiles into their callers: an alert asks for forty rows.
    if (this.asleep === 0) Object.setPrototypeOf(this, WakingRows.prototype);
    super.set(key, sleeper as unknown as T);
    this.asleep += 1;
  }

  /** Puts a row back that was asleep. */
  putBack(key: string, row: T): void {
    super.set(key, row);
    this.asleep -= 1;
  }

  /** All that is held, asleep or awake, under its keys. */
  held(): MapIterator<[string, T | Sleeper]> {
    return super.entries();
  }
}

/** The same once one sleeps. */
class WakingRows<T> extends RestingRows<T> {
  override get(key: string): T | undefined {
    const held: unknown = super.get(key);
    if (!(held instanceof Sleeper)) return held as T | undefined;
    held.wake();
    return super.get(key);
  }

  override set(key: string, row: T): this {
    this.wake(key);
    return super.set(key, row);
  }

  override delete(key: string): boolean {
    this.wake(key);
    return super.delete(key);
  }

  override values(): MapIterator<T> {
    this.wakeAll();
    return super.values();
  }

  override entries(): MapIterator<[string, T]> {
    this.wakeAll();
    return super.entries();
  }

  override [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }

  override forEach(call: (row: T, key: string, map: Map<string, T>) => void): void {
    this.wakeAll();
    super.forEach(call);
  }

  private wake(key: string): void {
    const held: unknown = super.get(key);
    if (held instanceof Sleeper) held.wake();
  }

  private wakeAll(): void {
    if (this.asleep === 0) return;
    for (const held of super.values() as Iterable<T | Sleeper>) if (held instanceof Sleeper) held.wake();
  }
}

/** The incidents that are awake. Those asleep have no page and no room, and are neither silenced nor over (`mayRest`). */
export function* awakeIn(incidents: ReadonlyMap<string, Incident>): Iterable<Incident> {
  for (const [, held] of heldIn(incidents)) if (!(held instanceof Sleeper)) yield held;
}

/** What can be seen of every incident without waking any. */
export function* glancesAt(incidents: ReadonlyMap<string, Incident>): Iterable<Glance> {
  for (const [, held] of heldIn(incidents)) yield held;
}

/** Every issue without waking any, for whoever seldom looks through all: to unpack one takes 20 µs. */
export function* issuesSeenIn(issues: ReadonlyMap<string, Issue>): Iterable<Issue> {
  for (const [key, held] of heldIn(issues)) {
    const row = held instanceof Sleeper ? held.issue(key) : held;
    if (row !== undefined) yield row;
  }
}

function heldIn<T>(rows: ReadonlyMap<string, T>): Iterable<[string, T | Sleeper]> {
  return rows instanceof RestingRows ? (rows as RestingRows<T>).held() : rows;
}
