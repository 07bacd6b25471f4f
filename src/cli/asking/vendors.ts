import { createEdges } from '../../config/edges.ts';
import { compilePolicy } from '../../config/policy.ts';
import type { Settings } from '../../config/settings.ts';
import { ask, questionsOf, type Answer } from '../../observe/questions.ts';
import { systemClock, type Clock } from '../../seams/clock.ts';
import type { Finding } from '../../seams/inspector.ts';
import { silentLog } from '../../seams/log.ts';

/** A vendor that did not answer is asked again, for a hiccup must not fail a deploy; waits beyond this are not waited for. */
const tries = 3;
const longestWaitMs = 10_000;

/**
 * Each receiver once, or until it answers. No relay's books are at hand here, so nothing is paid: one event and a few reading calls lie
 * within the margin that the buckets leave below the vendors' limits.
 */
export async function askVendors(settings: Settings): Promise<readonly Answer[]> {
  const clock = systemClock(settings.clock);
  const { inspectors, notifiers } = createEdges(settings, { clock, log: silentLog });
  const now = (): number => clock.now();
  const asking = {
    inspectors,
    now,
    lane: () => undefined,
    pay: () => Promise.resolve(true),
    told: () => Promise.resolve(),
  };
  const answers = questionsOf(compilePolicy(settings)).map(async (question): Promise<Answer> => {
    const finding = await patiently(
      () => ask(question, asking),
      (found) => found,
      clock,
    );
    return { question, finding, at: now() };
  });
  const all = await Promise.all(answers);
  await Promise.all(notifiers.map((notifier) => notifier.close()));
  return all;
}

/** Asks until there is an answer, as often as a hiccup needs; `findingOf` says what came of one try. */
export async function patiently<T>(
  asked: () => Promise<T>,
  findingOf: (answer: T) => Finding | null,
  clock: Pick<Clock, 'sleep'>,
): Promise<T> {
  let answer = await asked();
  for (let n = 1; n < tries; n += 1) {
    const finding = findingOf(answer);
    if (finding?.kind !== 'unknown' || finding.waitMs > longestWaitMs) return answer;
    await clock.sleep(finding.waitMs);
    answer = await asked();
  }
  return answer;
}
