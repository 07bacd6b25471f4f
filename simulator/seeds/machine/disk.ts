import { copyFileSync, existsSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { SimulatedDisk } from './globals.ts';

/** How the relay's process ends at one of its writes. */
export interface CutOff {
  /** At the how-manieth commit from now, from 1. */
  readonly commits: number;
  /** Whether that one still reaches the disk. */
  readonly written: boolean;
  /** The power fails: what was not waited for is gone. Otherwise the process is killed, and the machine goes on. */
  readonly power: boolean;
}

/** The relay was cut off in the middle of a statement: nothing of it runs on. */
class CutOffNow extends Error {
  override readonly name = 'CutOffNow';
}

/** As SQLite tells of a disk without room (https://www.sqlite.org/rescode.html#full). */
const full = { errcode: 13, code: 'ERR_SQLITE_ERROR' } as const;

/** As SQLite tells of a disk that answers with errors (https://www.sqlite.org/rescode.html#ioerr). */
const failing = { errcode: 10, code: 'ERR_SQLITE_ERROR' } as const;

/**
 * The disk of one store file, on memory. It counts commits, refuses them while it is full, and is where the process is cut
 * off: between the last commit that was kept and the first that was not.
 */
export class Disk implements SimulatedDisk {
  readonly path: string;
  commits = 0;
  isFull = false;
  /** It answers with errors: to what begins to write, or only when it is to be kept. */
  isFailing: 'beginning' | 'keeping' | null = null;
  /** Whose each is. */
  private readonly open = new Map<DatabaseSync, number>();
  private readonly dead = new WeakSet<DatabaseSync>();
  private cutOff: CutOff | null = null;
  private cutAt = Infinity;
  private readonly waits = new WeakMap<DatabaseSync, boolean>();
  private saved = false;
  private isCut = false;
  private readonly life: () => number;
  private readonly onCut: (life: number) => void;
  private readonly onRefused: (fault: 'disk-full' | 'disk-failing') => void;

  constructor(
    path: string,
    of: {
      readonly life: () => number;
      readonly onCut: (life: number) => void;
      readonly onRefused: (fault: 'disk-full' | 'disk-failing') => void;
    },
  ) {
    this.path = path;
    this.life = of.life;
    this.onCut = of.onCut;
    this.onRefused = of.onRefused;
  }

  freeShare(): number {
    return this.isFull ? 0 : 0.5;
  }

  /** The process ends at a write to come. */
  plan(cutOff: CutOff): void {
    this.cutOff = cutOff;
    this.cutAt = this.commits + cutOff.commits;
    this.saved = false;
  }

  exec(database: DatabaseSync, sql: string, run: (sql: string) => void): void {
    if (this.dead.has(database)) throw new CutOffNow('The process has ended.');
    if (!this.open.has(database)) this.open.set(database, this.life());
    if (sql.startsWith('PRAGMA synchronous')) this.waits.set(database, sql.endsWith('FULL'));
    if (this.isFailing === 'beginning' && sql.startsWith('BEGIN')) {
      this.onRefused('disk-failing');
      throw Object.assign(new Error('disk I/O error'), failing);
    }
    if (sql !== 'COMMIT') {
      run(sql);
      return;
    }
    if (this.isFull) this.refuse('disk-full', run);
    if (this.isFailing === 'keeping') this.refuse('disk-failing', run);
    this.commit(database, run);
  }

  private refuse(fault: 'disk-full' | 'disk-failing', run: (sql: string) => void): never {
    this.onRefused(fault);
    run('ROLLBACK');
    if (fault === 'disk-full') throw Object.assign(new Error('database or disk is full'), full);
    throw Object.assign(new Error('disk I/O error'), failing);
  }

  sync(): void {
    if (this.isCut) throw new CutOffNow('The process has ended.');
    if (!this.saved) return;
    // The power fails while somebody waits for the disk: it has what was committed, or it does not.
    if (this.cutOff?.written === true) this.forget();
    this.cut(this.life());
  }

  /** A life is over: what it has not committed is undone by whoever opens the file next. */
  leave(life: number): void {
    for (const [database, of] of this.open) {
      if (of !== life) continue;
      this.dead.add(database);
      if (database.isOpen) database.close();
      this.open.delete(database);
    }
    if (this.saved && this.isCut) this.putBack();
    this.isCut = false;
    this.cutOff = null;
    this.cutAt = Infinity;
    this.saved = false;
  }

  private commit(database: DatabaseSync, run: (sql: string) => void): void {
    this.commits += 1;
    const isLast = this.commits >= this.cutAt;
    const waits = this.waits.get(database) ?? true;
    // A power cut takes what nobody waited for: the last state that somebody did is what is left.
    if (isLast && this.cutOff?.power === true && !waits && !this.saved) {
      this.save();
      run('COMMIT');
      return;
    }
    if (!isLast || this.cutOff?.written === true) run('COMMIT');
    if (!isLast) return;
    if (waits && this.cutOff?.written === true) this.forget();
    this.cut(this.open.get(database) ?? 0);
  }

  private cut(life: number): void {
    for (const [one, of] of this.open) if (of === life) this.dead.add(one);
    this.cutAt = Infinity;
    this.isCut = true;
    this.onCut(life);
    throw new CutOffNow('The process was cut off at a write.');
  }

  private save(): void {
    for (const end of ['', '-wal']) {
      if (existsSync(this.path + end)) copyFileSync(this.path + end, `${this.path}.kept${end}`);
      else rmSync(`${this.path}.kept${end}`, { force: true });
    }
    this.saved = true;
  }

  /** The disk has more than what was saved. */
  private forget(): void {
    if (this.saved) rmSync(`${this.path}.kept`, { force: true });
    this.saved = false;
  }

  private putBack(): void {
    for (const end of ['-shm', '-wal']) rmSync(this.path + end, { force: true });
    copyFileSync(`${this.path}.kept`, this.path);
    if (existsSync(`${this.path}.kept-wal`)) copyFileSync(`${this.path}.kept-wal`, `${this.path}-wal`);
  }
}
