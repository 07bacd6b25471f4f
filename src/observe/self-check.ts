import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import { ask, questionsOf, verdictOf, type Answer, type Asking, type Question } from './questions.ts';

/** What the check needs. */
interface SelfCheckDeps extends Pick<Asking, 'inspectors'> {
  readonly dispatchers: Pick<Asking, 'pay' | 'told' | 'lane'>;
  readonly policy: Pick<Policy, 'receivers' | 'drillReceivers'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
}

/** After a round that left something open, virtual ms: soon at first, for a vendor that hiccuped; then now and then. */
const pausesMs = [1_000, 5_000, 15_000, 60_000] as const;
const slowestMs = 5 * 60_000;

/**
 * Asks the vendors silently whether what is configured would work, so that a wrong token is found out at the start and
 * not in the outage. What was wrong or gave no answer is asked again until it is right: somebody is mending it.
 */
export class SelfCheck {
  private readonly deps: SelfCheckDeps;
  private readonly known = new Map<string, Answer>();

  constructor(deps: SelfCheckDeps) {
    this.deps = deps;
  }

  /** The newest answers; a receiver without one has not been asked yet. */
  answers(): readonly Answer[] {
    return [...this.known.values()];
  }

  /** Runs until nothing is left to ask, or the signal aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, policy } = this.deps;
    let open = questionsOf(policy);
    for (let round = 0; open.length > 0; round += 1) {
      const answers = await Promise.all(open.map((question) => this.answer(question)));
      open = answers.filter(isOpen).map(({ question }) => question);
      if (open.length === 0) return;
      const asked = Math.max(
        ...answers.map(({ finding }) => (finding.kind === 'unknown' ? finding.waitMs : 0)),
      );
      await clock.sleep(Math.max(asked, pausesMs[round] ?? slowestMs), signal);
      if (signal.aborted) return;
    }
  }

  private async answer(question: Question): Promise<Answer> {
    const { clock, inspectors, dispatchers } = this.deps;
    const finding = await ask(question, {
      inspectors,
      pay: (...of) => dispatchers.pay(...of),
      told: (...of) => dispatchers.told(...of),
      lane: (id) => dispatchers.lane(id),
      now: () => clock.now(),
    });
    const answer: Answer = { question, finding, at: clock.now() };
    const before = this.known.get(question.lane);
    this.known.set(question.lane, answer);
    if (before?.finding.kind !== finding.kind || before.finding.detail !== finding.detail) this.tell(answer);
    return answer;
  }

  private tell(answer: Answer): void {
    const { question, finding } = answer;
    const verdict = verdictOf(answer);
    const fields = { receiver: question.id, verdict, ...(question.drillsOnly ? { drillsOnly: true } : {}) };
    const line = `Asked ${question.id}: ${verdict}. ${finding.detail}`;
    if (verdict === 'ok') this.deps.log.info(fields, line);
    else if (verdict === 'wrong' && !question.drillsOnly) this.deps.log.error(fields, line);
    else this.deps.log.warn(fields, line);
  }
}

function isOpen(answer: Answer): boolean {
  return ['wrong', 'no answer'].includes(verdictOf(answer));
}
