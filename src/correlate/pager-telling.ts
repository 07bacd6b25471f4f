import { counted, type Disposition } from '../domain/inbox/disposition.ts';
import type { PagerAct, PagerWord } from '../domain/inbox/pager-word.ts';
import type { Decision } from '../domain/decision.ts';
import type { Incident } from '../domain/incident.ts';
import { overAt } from '../domain/routing/acknowledged.ts';
import { seenAt } from '../domain/routing/desk.ts';
import type { PagerStanding } from '../domain/sending/pager-standing.ts';
import { rootOf } from './incident/lifecycle.ts';
import type { Draft } from './state/draft.ts';

/** By whom something was done at a pager; null: nobody did it, or nobody says who. */
export function nameOf(by: PagerWord['by']): string | null {
  return by.kind === 'person' ? by.name : null;
}

/** What changes nothing of an incident is told in its story. */
export function tellOf(draft: Draft, incident: Incident, act: PagerAct, word: PagerWord): Disposition {
  const { by, assigned, at } = word;
  const root = rootOf(draft, incident);
  const decision = decisionOf(act, { who: nameOf(by), to: assigned ?? [] });
  if (decision !== null)
    draft.tellAt(whenDone(draft, root, at), { incident: root.id, kind: 'pager', decision, tell: 'thread' });
  return counted(root.id, decision ?? { code: 'pager-told', event: act.kind });
}

/** What comes late is told with the time at which it happened: it may have been before the end that stands above it. */
export function whenDone(draft: Draft, { openedAt }: Incident, at: number): number {
  return draft.now - at > lateMs ? Math.max(openedAt, at) : draft.now;
}

/** Two clocks, and the way, may differ by so much, ms. */
const lateMs = 30_000;

/** A page that was taken back, or opened again, and what is known of it by now. */
interface Back {
  readonly incident: Incident;
  /** Whose page it is; null: there is one for all. */
  readonly receiver: string | null;
  /** Whether it is the page that rings for its root. */
  readonly rings: boolean;
  readonly standing: PagerStanding;
}

/**
 * That a page rings at its pager again is told as what it is now only where nothing is known that was done there since: the
 * last line of a story is true of it, in whatever order the pager tells.
 */
export function tellBack(
  draft: Draft,
  { incident, receiver, rings, standing }: Back,
  how: 'unacknowledged' | 'reopened',
  { by, at }: PagerWord,
): Disposition {
  // As it is by now, which is after that was done.
  const root = seenAt(rootOf(draft, draft.incident(incident.id) ?? incident), receiver);
  const { id, status, resolution, openedAt, acknowledgedAt } = root;
  const over = status === 'resolved';
  const held = rings && !over && acknowledgedAt !== null;
  const ended = resolution !== null && !isSince(how, at, overAt(resolution));
  // What was taken after an end is none of what is over here.
  const before = held || ended || (over ? (standing.turned?.at ?? at) > at : newestAt(standing) > at);
  const decision = backWords(how, { who: nameOf(by), over, before });
  const toldAt = before ? Math.max(openedAt, Math.min(at, draft.now)) : whenDone(draft, root, at);
  draft.tellAt(toldAt, { incident: id, kind: 'pager', decision, tell: 'thread' });
  return counted(id, decision);
}

/** What rings again at its pager after an end that became known only now is told once more: the end is not the last. */
export function tellWhatFollowed(
  draft: Draft,
  root: string,
  { turned }: PagerStanding,
  endedAt: number,
): void {
  if (turned === null || turned.how === 'resolved' || !isSince(turned.how, turned.at, endedAt)) return;
  const decision = backWords(turned.how, { who: turned.by, over: true, before: false });
  draft.tell(root, 'pager', decision, 'thread');
}

function backWords(
  how: 'unacknowledged' | 'reopened',
  { who, over, before }: { readonly who: string | null; readonly over: boolean; readonly before: boolean },
): Decision {
  return how === 'unacknowledged'
    ? { code: 'pager-unacknowledged', who, before }
    : { code: 'pager-reopened', who, over, before };
}

/** Whether it came after an end. A pager may tell whole seconds: of two in the same one only what is over can be opened again. */
function isSince(how: 'unacknowledged' | 'reopened', at: number, endedAt: number): boolean {
  return how === 'reopened' ? at >= endedAt : at > endedAt;
}

/** When somebody did something to a page last, or its pager did, as far as it is told. */
function newestAt({ acknowledged, turned }: PagerStanding): number {
  return Math.max(acknowledged?.at ?? -Infinity, turned?.at ?? -Infinity);
}

function decisionOf(
  act: PagerAct,
  { who, to }: { readonly who: string | null; readonly to: readonly string[] },
): Decision | null {
  switch (act.kind) {
    case 'triggered':
    case 'read':
    // Told where they have their effect.
    case 'acknowledged':
    case 'resolved':
    case 'unacknowledged':
    case 'reopened':
      return null;
    case 'reassigned':
    case 'escalated':
    case 'delegated':
      return { code: 'pager-assigned', how: act.kind, who, to };
    case 'priority':
      return { code: 'pager-priority', who, priority: act.priority };
    case 'note':
      return { code: 'pager-note', who, note: act.text };
    case 'responder':
      return { code: 'pager-responder', name: act.name, state: act.state };
  }
}
