import { newOverflow, overflowProjection, overflowWanted } from '../decide/overflow-projection.ts';
import type { Crowd } from '../domain/sending/crowd.ts';
import { noAttempts, type Notification } from '../domain/sending/notification.ts';
import type { OverflowProjection } from '../domain/sending/projection.ts';
import { handleOf, nothingSent } from '../domain/sending/sent.ts';
import type { Notifier } from '../seams/notifier.ts';
import type { DispatchStore } from '../seams/store.ts';
import { overflowDueAt } from './steps/overflow-step.ts';

/** What the desk needs. */
interface OverflowDeskDeps {
  readonly store: Pick<DispatchStore, 'crowds' | 'crowd' | 'overflows' | 'wantOverflow'>;
  readonly notifier: Pick<Notifier, 'credential' | 'debits'>;
}

/** What a round has to know of overflows. */
interface Overflowing {
  /** Lanes whose first messages are folded into an overflow. */
  readonly lanes: ReadonlySet<string>;
  /** When to look again; null while there is none. */
  readonly dueAt: number | null;
}

/** More first messages than can be posted in this time are folded. */
const patienceMs = 10_000;
/** What an overflow says is made anew at most so often. */
const composeMs = 1_000;

/** Keeps the overflow messages of one credential: begins them, brings them up to date, ends them. */
export class OverflowDesk {
  private readonly deps: OverflowDeskDeps;
  private lookedAt = -Infinity;
  private open: readonly Notification[] = [];

  constructor(deps: OverflowDeskDeps) {
    this.deps = deps;
  }

  /**
   * Makes the wanted halves of this credential's overflows what they should be now.
   * @param heardUntil First messages that may be shown from a later moment are not there yet.
   */
  async refresh(now: number, heardUntil: number): Promise<Overflowing> {
    const { store, notifier } = this.deps;
    const crowds = await store.crowds(notifier.credential, heardUntil);
    const begun = crowds.filter((crowd) => !this.folds(crowd.lane) && this.isTooMuch(crowd, crowds.length));
    if (begun.length > 0 || now - this.lookedAt >= composeMs || now < this.lookedAt) {
      this.lookedAt = now;
      this.open = await store.overflows(notifier.credential);
      for (const row of this.open) await this.keepCurrent(row, now, heardUntil);
      for (const crowd of begun) if (!this.folds(crowd.lane)) await this.begin(crowd, now, heardUntil);
      this.open = await store.overflows(notifier.credential);
    }
    const lanes = new Set(this.open.filter(isOpen).map((row) => row.lane));
    return { lanes, dueAt: this.open.length === 0 ? null : this.lookedAt + composeMs };
  }

  private folds(lane: string): boolean {
    return this.open.some((row) => row.lane === lane && isOpen(row));
  }

  /** Whether more wait in a lane than its budgets let through in time; what lanes share counts for each a part. */
  private isTooMuch(crowd: Crowd, lanes: number): boolean {
    const { notifier } = this.deps;
    const probe = rowOf(crowd, notifier.credential, newOverflow(0));
    const rates = notifier.debits(probe, 'create', 'first').map(({ bucket, spec }) => {
      const shared = bucket.includes(':') ? 1 : lanes;
      return (spec.limit / spec.perMs / shared) * patienceMs;
    });
    return crowd.waiting > Math.max(1, Math.floor(Math.min(...rates)));
  }

  private async begin(crowd: Crowd, now: number, heardUntil: number): Promise<void> {
    await this.compose(rowOf(crowd, this.deps.notifier.credential, newOverflow(now)), now, heardUntil);
  }

  /** A row whose send is under way waits for its outcome, and a shown one for its time. */
  private async keepCurrent(row: Notification, now: number, heardUntil: number): Promise<void> {
    if (row.attempts.startedAt !== null) return;
    if (handleOf(row.sent) !== null && overflowDueAt(row, now) > now) return;
    await this.compose(row, now, heardUntil);
  }

  private async compose(row: Notification, now: number, heardUntil: number): Promise<void> {
    const { store, notifier } = this.deps;
    if (row.projection.surface !== 'overflow') return;
    const of = {
      credential: notifier.credential,
      lane: row.lane,
      overflow: row.id,
      joins: row.projection.state === 'open',
    };
    const projection = overflowProjection(row.projection, await store.crowd(of, heardUntil));
    const wanted = overflowWanted(row, projection);
    if (wanted.digest !== row.digest) await store.wantOverflow(wanted, now);
  }
}

function isOpen({ projection }: Notification): boolean {
  return projection.surface === 'overflow' && projection.state === 'open';
}

/** A row of which nothing was sent. */
function rowOf({ lane, receiver }: Crowd, credential: string, projection: OverflowProjection): Notification {
  const wanted = overflowWanted({ lane, receiver, credential }, projection);
  return { ...wanted, sent: nothingSent, attempts: noAttempts, pendingSince: null };
}
