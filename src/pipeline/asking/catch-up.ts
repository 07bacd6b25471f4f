import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { Inbox } from '../../ingest/inbox.ts';
import { reconstructedDelivery } from '../../ingest/sentry/reconstructed-entry.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type {
  CaughtUp,
  ChangesQuestion,
  DeskAnswer,
  IssueStanding,
  Page,
  SentryDesk,
} from '../../seams/sentry-desk.ts';
import { firingHere, oldestEvent, unheardOf, type Gap } from './unheard-issues.ts';

/** What catching up needs. */
export interface CatchUpDeps {
  readonly desk: Pick<SentryDesk, 'changes' | 'standings' | 'reconstruct'>;
  readonly org: string;
  /** What the brain remembers; read only. */
  readonly state: Pick<BrainState, 'issues' | 'incidents' | 'meta'>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Why Sentry cannot be asked; null: it can. */
  readonly note: (why: string | null) => void;
}

/** Pages of issues that are read at most: what had events before that is found by the next one, or by nobody's hurry. */
const mostPages = 20;
/** Issues that become entries in one go: who has more has a storm, and its first ones tell of it. */
const mostTold = 500;
/** Calls that are made side by side: Sentry allows many more (X-Sentry-Rate-Limit-ConcurrentLimit). */
const sideBySide = 4;
/** Issues that are asked about in one call. */
const atOnce = 100;
/** What is read. */
export interface Stretch extends Pick<Gap, 'since' | 'whole'> {
  /** So long Sentry is asked again before it is given up, ms. */
  readonly patienceMs: number;
}

/**
 * Reads in Sentry what has happened to issues since some moment, and puts what the relay has not heard of into its inbox:
 * first the new ones page by page, as they are found, then what is over there and still open here. Never rejects.
 */
export async function catchUp(
  deps: CatchUpDeps,
  { since, whole, patienceMs }: Stretch,
  signal: AbortSignal,
): Promise<CaughtUp> {
  const { clock, org, state, note } = deps;
  const until = clock.now();
  const go = new Go(deps, until + patienceMs, signal);
  for await (const listed of pages(go, deps, { since, until }))
    await go.tell(unheardOf(state, { org, since, whole }, listed));
  await endThere(go, deps);
  note(go.why);
  return { since, until, looked: go.looked.size, told: go.told, why: go.why };
}

/** Issues that had events in that time, page by page. */
async function* pages(
  go: Go,
  { desk }: CatchUpDeps,
  time: Pick<ChangesQuestion, 'since' | 'until'>,
): AsyncGenerator<readonly IssueStanding[]> {
  let next: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const question: ChangesQuestion = { ...time, cursor: next };
    const answer: Page<IssueStanding> | null = await go.ask(() => desk.changes(question));
    if (answer === null) return;
    go.look(answer.items);
    yield answer.items;
    if (answer.next === null) return;
    next = answer.next;
  }
}

/** What Sentry says is over, and nothing has told: monitors recover by themselves without a webhook (sentry PR 125203). */
async function endThere(go: Go, { desk, org, state }: CatchUpDeps): Promise<void> {
  const ids = firingHere(state, org);
  const since = oldestEvent(state) - beforeMs;
  for (let at = 0; at < ids.length && go.why === null; at += atOnce) {
    const some = ids.slice(at, at + atOnce);
    const standings = await go.ask(() => desk.standings(some, since));
    if (standings === null) return;
    go.look(standings);
    await go.tell(standings.filter(({ status }) => status !== 'firing'));
  }
}

/** The first event happened before its webhook came. */
const beforeMs = 60_000;

/** One go, with what became of it. */
class Go {
  /** Ids of issues. */
  readonly looked = new Set<string>();
  told = 0;
  /** Why it ended early; null: it did not. */
  why: string | null = null;
  private readonly deps: CatchUpDeps;
  private readonly signal: AbortSignal;
  private readonly givenUpAt: number;

  constructor(deps: CatchUpDeps, givenUpAt: number, signal: AbortSignal) {
    this.deps = deps;
    this.signal = signal;
    this.givenUpAt = givenUpAt;
  }

  look(issues: readonly IssueStanding[]): void {
    for (const { id } of issues) this.looked.add(id);
  }

  /** Asks, and again where Sentry is busy; null: it is given up. */
  async ask<T>(question: () => Promise<DeskAnswer<T>>): Promise<T | null> {
    const { clock, log } = this.deps;
    while (this.why === null && !this.signal.aborted) {
      const answer = await question();
      if (answer.kind === 'told') return answer.value;
      if (answer.kind === 'refused' || clock.now() + answer.waitMs > this.givenUpAt) {
        this.why = answer.why;
        return null;
      }
      log.debug({ waitMs: answer.waitMs }, `What Sentry knows is read later: ${answer.why}`);
      await clock.sleep(answer.waitMs, this.signal);
    }
    return null;
  }

  /** Makes entries of issues, in this order; some are read side by side, as each answer takes its time. */
  async tell(issues: readonly IssueStanding[]): Promise<void> {
    const some = issues.slice(0, mostTold - this.told);
    for (let at = 0; at < some.length && !this.signal.aborted; at += sideBySide) {
      const few = some.slice(at, at + sideBySide);
      const bodies = await Promise.all(few.map((issue) => this.ask(() => this.deps.desk.reconstruct(issue))));
      for (const [n, issue] of few.entries()) await this.store(issue, bodies[n] ?? null);
    }
  }

  private async store(issue: IssueStanding, body: string | null): Promise<void> {
    if (body === null) return;
    try {
      const { duplicate } = await this.deps.inbox.accept(reconstructedDelivery(issue, body));
      if (!duplicate) this.told += 1;
    } catch (error) {
      this.why = 'What Sentry told could not be stored.';
      this.deps.log.warn({ issue: issue.id, error: String(error) }, this.why);
    }
  }
}
