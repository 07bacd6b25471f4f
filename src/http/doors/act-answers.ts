import type { Disposition } from '../../domain/inbox/disposition.ts';
import { nameOf } from '../../domain/incident.ts';
import { becameAnswer, type Concerned } from '../../integrations/slack/presses/became-answer.ts';
import type { PresserAnswer } from '../../integrations/slack/presses/tell-presser.ts';
import type { TakenAct } from '../../integrations/slack/presses/taken-act.ts';
import { inTime, type Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { HttpStore } from '../http-deps.ts';

/** What answering needs. */
interface ActAnswersDeps {
  readonly store: Pick<HttpStore, 'disposition' | 'incident'>;
  readonly tell: (answerTo: string | null, answer: PresserAnswer) => Promise<void>;
  /** Resolves once an entry is applied, or after a while all the same. */
  readonly applied: (seq: number) => Promise<void>;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

/** Slack takes answers for thirty minutes, real ms; less what telling takes. */
const patienceMs = 25 * 60_000;
/** Real ms between two looks at a brain that is far behind. */
const lookAgainMs = 1_000;
/** So many are told at once. */
const atOnce = 4;
/** More than any room of people presses; beyond it somebody plays. */
const mostWaiting = 1_000;
/** Whoever stops waits no longer for those who pressed last, real ms. */
const stopMs = 2_000;

/**
 * Tells whoever did something in Slack what came of it, once the brain has decided: by then nobody waits at a door.
 * What is to be told lives in memory: the address is a key to the channel for half an hour, and such keys are kept on
 * no disk. A relay that is killed in between owes some people a line; what they did is durable, and the message shows it.
 */
export class ActAnswers {
  private readonly deps: ActAnswersDeps;
  private readonly over = new AbortController();
  private readonly waiting = new Set<Promise<void>>();
  private readonly turns: Promise<void>[] = Array.from({ length: atOnce }, () => Promise.resolve());
  private told = 0;

  constructor(deps: ActAnswersDeps) {
    this.deps = deps;
  }

  /** An act is durable as entry `seq`. */
  follow(seq: number, act: TakenAct): void {
    this.add(async () => {
      const became = await this.outcomeOf(seq);
      if (this.over.signal.aborted && became === null) return;
      // What was promised already is not told twice.
      if (act.promised && (became === null || became.kind === 'counted')) return;
      const answer = becameAnswer(became, await this.concerned(became, act));
      await this.say(act.answerTo, { ...answer, replaces: act.replaces });
    });
  }

  /** Tells what is known already. */
  tell(answerTo: string | null, answer: PresserAnswer): void {
    this.add(() => this.say(answerTo, answer));
  }

  /** Tells what has to be looked up. */
  tellFound(answerTo: string | null, find: () => Promise<PresserAnswer>): void {
    this.add(async () => this.say(answerTo, await find()));
  }

  /** Waits a moment for those who are not told yet, and gives up on the rest. */
  async close(): Promise<void> {
    const told = Promise.all(this.waiting);
    await inTime(this.deps.pace, stopMs, told);
    this.over.abort();
  }

  private add(work: () => Promise<void>): void {
    const { log } = this.deps;
    if (this.waiting.size >= mostWaiting) {
      log.warn({ waiting: mostWaiting }, 'So many people wait for an answer in Slack that one is not told.');
      return;
    }
    const done = work()
      .catch((error: unknown) =>
        log.warn({ error: String(error) }, 'A person could not be answered in Slack.'),
      )
      .finally(() => this.waiting.delete(done));
    this.waiting.add(done);
  }

  /** In one of a few lines, so that a crowd of answers leaves room for what the channel needs. */
  private say(answerTo: string | null, answer: PresserAnswer): Promise<void> {
    const line = (this.told += 1) % atOnce;
    const turn = (this.turns[line] ?? Promise.resolve()).then(() => this.deps.tell(answerTo, answer));
    this.turns[line] = turn;
    return turn;
  }

  private async outcomeOf(seq: number): Promise<Disposition | null> {
    const { store, applied, pace } = this.deps;
    const { signal } = this.over;
    for (const since = pace.now(); !signal.aborted && pace.now() - since < patienceMs;) {
      await applied(seq);
      const became = await store.disposition(seq);
      if (became !== null) return became;
      await pace.sleep(lookAgainMs, signal);
    }
    return null;
  }

  /** The incident to which it happened: the root, where all of a storm was meant. */
  private async concerned(became: Disposition | null, act: TakenAct): Promise<Concerned | null> {
    const { store } = this.deps;
    const id = became?.kind === 'counted' ? became.incident : act.incident;
    const found = id === null ? null : await store.incident(id);
    if (found === null) return null;
    return { id: found.id, title: nameOf(found), mutedUntil: found.mute?.until ?? null };
  }
}
