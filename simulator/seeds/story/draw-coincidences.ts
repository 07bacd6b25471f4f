import { createSeededRandom, seedOf, type SeededRandom } from '../../seeded-random.ts';
import type { DeliveryState } from '../world/sighted.ts';
import { callFaults, type CallFault, type ImaginedIssue, type StoryEvent } from './story.ts';

const second = 1_000;

/** What happens already, to which something else is to happen at the same time. */
interface Busy {
  readonly troubles: readonly StoryEvent[];
  readonly acts: readonly StoryEvent[];
  readonly issues: readonly ImaginedIssue[];
  readonly calmAt: number;
}

/**
 * What chance alone hardly ever brings together, and the field does: whoever is unwell is so in several ways at once,
 * fails when it is asked again, and while people act. Each has a chance of its own, so that it changes nothing else.
 */
export function drawCoincidences(seed: number, busy: Busy): readonly StoryEvent[] {
  const chanceOf = (name: string): SeededRandom => createSeededRandom(seedOf(name, seed));
  return [
    ...drawSecondThoughts(chanceOf('second thoughts'), busy),
    ...drawLateHistory(chanceOf('late history'), busy),
    ...drawLostTwice(chanceOf('lost twice'), busy),
    ...drawWhilePressed(chanceOf('while pressed'), busy),
    ...drawPostedAgain(chanceOf('posted again'), busy),
    ...drawWokenBadly(chanceOf('woken badly'), busy),
  ];
}

/**
 * Somebody resolves an issue in Sentry, takes that back, and resolves it again. Nothing fires between, so that the first
 * and the last of these webhooks are the same bytes.
 */
function drawSecondThoughts(random: SeededRandom, { troubles, calmAt }: Busy): readonly StoryEvent[] {
  if (random.next() > 0.2) return [];
  const newest = newestErrors(troubles);
  const issues = [...newest.keys()];
  const issue = issues[random.int(Math.max(1, issues.length))];
  if (issue === undefined) return [];
  // What comes late is there by then.
  const at = (newest.get(issue) ?? 0) + (6 + random.int(20)) * second;
  const [back, again] = [at + (3 + random.int(20)) * second, at + (26 + random.int(20)) * second];
  if (again >= calmAt) return [];
  return [
    { at, does: 'resolved', issue },
    { at: back, does: 'unresolved', issue },
    { at: again, does: 'resolved', issue },
  ];
}

/** Issue → when it fires, or comes back, for the last time. */
function newestErrors(troubles: readonly StoryEvent[]): ReadonlyMap<number, number> {
  const newest = new Map<number, number>();
  for (const one of troubles)
    if (one.does === 'error' || one.does === 'regressed')
      newest.set(one.issue, Math.max(one.at, newest.get(one.issue) ?? 0));
  return newest;
}

/** When a trouble begins, so that it gets a message: an outage with its first error; null: none does. */
function newMessage(random: SeededRandom, busy: Busy): number | null {
  return beginningOf(random, busy, () => true);
}

/** When a trouble begins for which somebody is woken; null: none does. */
function newPage(random: SeededRandom, busy: Busy): number | null {
  return beginningOf(random, busy, ({ outage, level }) => outage !== null || level === 'fatal');
}

function beginningOf(
  random: SeededRandom,
  { troubles, issues, calmAt }: Busy,
  isMeant: (issue: ImaginedIssue) => boolean,
): number | null {
  const firsts = new Map<string, number>();
  for (const one of troubles) {
    const issue = one.does === 'error' ? issues[one.issue] : undefined;
    if (issue === undefined || !isMeant(issue)) continue;
    const trouble = issue.outage === null ? `issue ${issue.number}` : `outage ${issue.outage}`;
    firsts.set(trouble, Math.min(one.at, firsts.get(trouble) ?? one.at));
  }
  const times = [...firsts.values()].filter((at) => at < calmAt - 30 * second);
  return times[random.int(Math.max(1, times.length))] ?? null;
}

/** What leaves open whether a post was made, as soon as it was. */
const doubtful: readonly CallFault[] = ['reset-after', 'error-after', 'garbage'];

/** Slack makes a post without saying so, and its history does not show it at the first look. */
function drawLateHistory(random: SeededRandom, busy: Busy): readonly StoryEvent[] {
  if (random.next() > 0.15) return [];
  const at = newMessage(random, busy);
  if (at === null) return [];
  const fault = doubtful[random.int(doubtful.length)] ?? 'reset-after';
  const forMs = 1_500 + random.int(2 * second);
  return [
    { at, does: 'oddity', oddity: 'history-late', forMs: Math.min(40 * second, busy.calmAt - at) },
    { at, does: 'fault', service: 'slack', fault, share: 1, forMs },
  ];
}

/** A post never arrives; and when it is made anew, after two looks within 20 s, its answer is lost. */
function drawLostTwice(random: SeededRandom, busy: Busy): readonly StoryEvent[] {
  if (random.next() > 0.3) return [];
  const at = newMessage(random, busy);
  if (at === null) return [];
  const first = random.next() < 0.5 ? 'lost-request' : 'reset-before';
  const faults: readonly CallFault[] = ['lost-answer', ...doubtful];
  const fault = faults[random.int(faults.length)] ?? 'lost-answer';
  return [
    { at, does: 'fault', service: 'slack', fault: first, share: 1, forMs: 1_500 + random.int(2 * second) },
    // Half of the calls: whoever cannot look does not post.
    { at: at + 19 * second, does: 'fault', service: 'slack', fault, share: 0.5, forMs: 8 * second },
  ];
}

/** PagerDuty fails while somebody takes an incident in hand, and is to be told so. */
function drawWhilePressed(random: SeededRandom, { acts, calmAt }: Busy): readonly StoryEvent[] {
  const presses = acts.filter(
    (one) => one.does === 'act' && (one.act === 'press-acknowledge' || one.act === 'press-twice'),
  );
  return presses.flatMap(({ at }): readonly StoryEvent[] => {
    const fault = callFaults[random.int(callFaults.length)] ?? 'late';
    const forMs = Math.min((4 + random.int(10)) * second, calmAt - at);
    return random.next() < 0.6 ? [{ at, does: 'fault', service: 'pagerduty', fault, share: 1, forMs }] : [];
  });
}

/** A post is lost, and something is wrong with whatever is posted in its place: a post has only one such second try. */
function drawPostedAgain(random: SeededRandom, busy: Busy): readonly StoryEvent[] {
  if (random.next() > 0.2) return [];
  const at = newMessage(random, busy);
  const fault = callFaults[random.int(callFaults.length)] ?? 'late';
  if (at === null || fault === 'twice') return [];
  const forMs = Math.min(60 * second, busy.calmAt - at);
  const slack = { at, does: 'fault', service: 'slack', share: 1 } as const;
  return [
    { ...slack, fault: 'lost-request', on: 'message', forMs: Math.min(10 * second, forMs) },
    { ...slack, fault, on: 'message-again', forMs },
  ];
}

/** Something is wrong with the first call of a page and with its second one, or with taking it in hand: pages are few. */
function drawWokenBadly(random: SeededRandom, busy: Busy): readonly StoryEvent[] {
  if (random.next() > 0.3) return [];
  const at = newPage(random, busy);
  const isTaken = random.next() < 0.35;
  if (at === null) return [];
  const hits = (on: DeliveryState): StoryEvent => {
    const fault = callFaults[random.int(callFaults.length)] ?? 'late';
    const forMs = Math.min(40 * second, busy.calmAt - at);
    return { at, does: 'fault', service: 'pagerduty', fault, share: 1, on, forMs };
  };
  if (!isTaken) return [hits('trigger'), hits('trigger-again')];
  const press = at + (10 + random.int(15)) * second;
  return [hits('acknowledge'), { at: press, does: 'act', act: 'press-acknowledge' }];
}
