import type { Debit } from '../../domain/sending/budget.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import { handleOf } from '../../domain/sending/sent.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Locator } from '../../seams/locator.ts';
import type { Log } from '../../seams/log.ts';
import type { DispatchStore } from '../../seams/store.ts';

/** What asking for addresses needs. */
interface LinksLoopDeps {
  readonly locators: readonly Locator[];
  readonly store: Pick<DispatchStore, 'unlinked' | 'saveLink' | 'notificationsOf'>;
  /** Pays out of a credential's budget; false when it allows nothing now. */
  readonly pay: (credential: string, debits: readonly Debit[]) => Promise<boolean>;
  /** Called when an address is known, or given up: something may have waited for it. */
  readonly onLinked: () => void;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

interface Tries {
  readonly count: number;
  readonly from: number;
}

const second = 1_000;
const everyMs = second;
/** Messages looked at, and questions asked, in one turn. */
const lookedAt = 50;
const askedAtOnce = 5;
/** After this many questions nobody tells, and whatever leads to the message leads to its channel for good. */
const mostTries = 5;
const againMs = 10 * second;

/**
 * Asks once where each posted message is seen, and keeps it with its row. Whoever is to be woken comes first: while the
 * page of an incident has not reached its pager, nothing is asked about it.
 */
export function followLinks(deps: LinksLoopDeps): (signal: AbortSignal) => Promise<void> {
  const turns = deps.locators.map((locator) => linksOf(locator, deps));
  return async (signal) => {
    if (turns.length === 0) return;
    while (!signal.aborted) {
      for (const turn of turns)
        try {
          await turn(signal);
        } catch (error) {
          deps.log.warn({ error: String(error) }, 'Where messages are could not be asked; trying again.');
        }
      await deps.clock.sleep(everyMs, signal);
    }
  };
}

/** One turn of one credential's questions, which are asked one after the other. */
function linksOf(
  locator: Locator,
  { store, pay, onLinked, clock }: LinksLoopDeps,
): (signal: AbortSignal) => Promise<void> {
  const tried = new Map<string, Tries>();
  let closedUntil = 0;

  /** Answers whether something may be asked after it. */
  async function ask({ id, lane }: Notification, handle: string): Promise<boolean> {
    if (!(await pay(locator.credential, locator.debits()))) return false;
    const key = `${lane} ${handle}`;
    const count = (tried.get(key)?.count ?? 0) + 1;
    const found = await locator.locate({ lane, handle });
    if (found.kind === 'untold' && count < mostTries) {
      const now = clock.now();
      closedUntil = now + found.waitMs;
      tried.set(key, { count, from: now + Math.max(found.waitMs, againMs * 4 ** (count - 1)) });
      return found.waitMs === 0;
    }
    tried.delete(key);
    await store.saveLink({ id, handle }, found.kind === 'told' ? found.link : null);
    onLinked();
    return true;
  }

  return async (signal) => {
    if (clock.now() < closedUntil) return;
    const rows = await store.unlinked(locator.credential, lookedAt);
    if (rows.length === 0) tried.clear();
    let left = askedAtOnce;
    for (const row of rows) {
      const handle = handleOf(row.sent);
      const from = tried.get(`${row.lane} ${handle ?? ''}`)?.from ?? 0;
      if (handle === null || clock.now() < from || (await waitsForItsPage(store, row))) continue;
      if (left === 0 || signal.aborted || !(await ask(row, handle))) return;
      left -= 1;
    }
  };
}

/** Whether a page of the same incident is to be sent, and was never taken. */
async function waitsForItsPage(
  store: Pick<DispatchStore, 'notificationsOf'>,
  { incident }: Notification,
): Promise<boolean> {
  const rows = await store.notificationsOf(incident);
  return rows.some(
    ({ surface, sent, pendingSince }) =>
      surface === 'page' && pendingSince !== null && (sent.phase === 'none' || sent.phase === 'maybe'),
  );
}
