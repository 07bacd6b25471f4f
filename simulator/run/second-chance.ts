import type { Judgement } from '../referee/referee.ts';

/** From this share of waiting on, a run's pace is the machine's: two runs side by side on two cores wait for a third of their time. */
const busyFrom = 0.25;

/** What is known of a run besides its verdict. */
interface Paced {
  readonly judgements: readonly Pick<Judgement, 'ok' | 'paced'>[];
  /** See `watchPace`. */
  readonly waited: number | null;
}

/**
 * Whether a run that failed says more of the machine than of the relay: nothing failed but what bounds how late
 * something may be, and the machine had more to do than it could. Such a run is judged when it has run alone. What is
 * lost, doubled, or never comes is the relay's, however busy the machine was.
 */
export function deservesSecondChance({ judgements, waited }: Paced): boolean {
  const failed = judgements.filter((one) => one.ok === false);
  return failed.length > 0 && failed.every((one) => one.paced) && (waited ?? 0) >= busyFrom;
}
