/** A page that nobody has received for longer than this is overdue, ms: people have to hear of it another way. */
export const overdueMs = 60_000;

/** What a trigger tells of a page: one that a pager has taken may tell of less than what is wanted by now. */
export interface PageTold {
  /** How often it had happened again. */
  readonly beat: number;
  /** Of a collecting page: when the newest of those had joined that it told of, virtual ms; of any other 0. */
  readonly upto: number;
}

/** When a pager took what told of those that had joined by `upto`, virtual ms. */
interface Telling extends Pick<PageTold, 'upto'> {
  readonly at: number;
}

/** So many versions of a page are known by when they were taken. */
const tellingsKept = 24;

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
  /** What the trigger told that was answered; absent: all there was to tell, as an older relay has it. */
  readonly told?: PageTold;
  /** Of a collecting page: when each version was taken that told of more, oldest first, up to a bound. Absent: there was one. */
  readonly tellings?: readonly Telling[];
}

/** The answer of one of several pagers. */
export interface ReceiverAnswer extends PageAnswer {
  readonly receiver: string;
  /** What it answered to a later trigger of what it has taken, which it has not taken. Absent: it has taken them all. */
  readonly later?: Pick<PageAnswer, 'state' | 'at' | 'said'>;
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
  if (before.state === 'taken') return replaced(answers, before, afterLater(before, next));
  if (before.state === 'needless' && next.state !== 'taken') return answers;
  const state = before.state === 'in-doubt' && next.state === 'trying' ? before.state : next.state;
  if (before.state === state && before.said === next.said) return answers;
  const at = before.state === state ? before.at : next.at;
  return answers.map((one) => (one === before ? { ...next, state, at } : one));
}

/** What is taken already may be triggered again, because there is more to tell. */
function afterLater(before: ReceiverAnswer, next: ReceiverAnswer): ReceiverAnswer {
  const { told } = before;
  // Of what an older relay sent nobody knows what it told.
  if (told === undefined || next.told === undefined || !tellsMore(next.told, told)) return before;
  const { later, ...taken } = before;
  const { state, at, said } = next;
  if (state === 'taken') return { ...taken, told: next.told, ...tellingsAfter(before, next.told.upto, at) };
  if (state === 'needless' || (later?.state === 'in-doubt' && state === 'trying')) return before;
  return later?.state === state && later.said === said ? before : { ...before, later: { state, at, said } };
}

function tellingsAfter(
  { told, tellings, at: first }: PageAnswer,
  upto: number,
  at: number,
): Pick<PageAnswer, 'tellings'> {
  if (told === undefined || upto <= told.upto) return {};
  const before = tellings ?? [{ upto: told.upto, at: first }];
  return { tellings: [...before, { upto, at }].slice(-tellingsKept) };
}

/** When a pager took what told of one that joined a collecting page at `since`, virtual ms; null: none has. */
export function toldAt(answers: readonly PageAnswer[], since: number): number | null {
  const times = answers.flatMap(({ state, at, told, tellings }) => {
    if (state !== 'taken' || (told !== undefined && told.upto < since)) return [];
    return [tellings?.find(({ upto }) => upto >= since)?.at ?? at];
  });
  return times.length === 0 ? null : Math.min(...times);
}

function replaced(
  answers: readonly ReceiverAnswer[],
  before: ReceiverAnswer,
  after: ReceiverAnswer,
): readonly ReceiverAnswer[] {
  return after === before ? answers : answers.map((one) => (one === before ? after : one));
}

function tellsMore(a: PageTold, b: PageTold): boolean {
  return a.beat > b.beat || a.upto > b.upto;
}

/**
 * Where it stands to tell pagers more of a page than they took at first: the best of what they answered, `sending` where
 * none has; null where one has taken it all.
 * @param isIn Whether what a trigger told has it.
 */
export function standingOfMore(
  answers: readonly ReceiverAnswer[],
  isIn: (told: PageTold) => boolean,
): (Pick<PageAnswer, 'at' | 'said'> & { readonly state: PageAnswer['state'] | 'sending' }) | null {
  const taken = answers.filter(({ state }) => state === 'taken');
  if (taken.length === 0 || taken.some(({ told }) => told === undefined || isIn(told))) return null;
  return tellingAnswer(taken.flatMap(({ later }) => later ?? [])) ?? { state: 'sending', at: 0, said: null };
}
