/** A page that nobody has received for longer than this is overdue, ms: people have to hear of it another way. */
export const overdueMs = 60_000;

/** What a pager has answered to one generation of a page; what is told without an answer is told by dispatch. */
export interface PageAnswer {
  /**
   * `taken`: it took the page. `trying`: it has not taken it, and is asked again. `in-doubt`: no answer came, so that it
   * may have taken it all the same. `given-up`: it is asked no more. `needless`: it was handled before it went out.
   */
  readonly state: 'taken' | 'trying' | 'in-doubt' | 'given-up' | 'needless';
  /** Since when, virtual ms. */
  readonly at: number;
  /** What the pager said, as a sentence; null: nothing, or nothing that matters. */
  readonly said: string | null;
}

/** The answer of one of several pagers. */
export interface ReceiverAnswer extends PageAnswer {
  readonly receiver: string;
}

/** What matters most of what several pagers answered stands in front: somebody who was woken is woken. */
const weight: Readonly<Record<PageAnswer['state'], number>> = {
  taken: 0,
  'in-doubt': 1,
  trying: 2,
  'given-up': 3,
  needless: 4,
};

/** Of what several pagers answered, what says most about whether anybody was woken; null: none has answered. */
export function tellingAnswer(answers: readonly PageAnswer[]): PageAnswer | null {
  const [best = null] = answers.toSorted((a, b) => weight[a.state] - weight[b.state] || a.at - b.at);
  return best;
}

/**
 * The answers after one more. What was taken stays taken, and since when; what was needless can only turn out to have
 * been taken; what is in doubt stays so while it is tried again. The same list when it says nothing new.
 */
export function answersAfter(
  answers: readonly ReceiverAnswer[],
  next: ReceiverAnswer,
): readonly ReceiverAnswer[] {
  const before = answers.find(({ receiver }) => receiver === next.receiver);
  if (before === undefined) return [...answers, next];
  if (before.state === 'taken' || (before.state === 'needless' && next.state !== 'taken')) return answers;
  const state = before.state === 'in-doubt' && next.state === 'trying' ? before.state : next.state;
  if (before.state === state && before.said === next.said) return answers;
  const at = before.state === state ? before.at : next.at;
  return answers.map((one) => (one === before ? { ...next, state, at } : one));
}
