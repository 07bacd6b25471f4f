import { counted, setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { PagerAct, PagerWord } from '../domain/inbox/pager-word.ts';
import type { Desk, Incident } from '../domain/incident.ts';
import { backsOf, clocksApartMs, overAt } from '../domain/routing/acknowledged.ts';
import { deskAt, putBack, seenAt } from '../domain/routing/desk.ts';
import { mergeStandings, untold, type PagerStanding } from '../domain/sending/pager-standing.ts';
import { standsForRoot } from './incident/apart.ts';
import { acknowledgeIncident, takeBack, takeOlderPage, takeOlderPageBack } from './incident/acknowledging.ts';
import { endAnew, resolveIncident, rootOf, tellSharedEnd } from './incident/lifecycle.ts';
import { addPagerHand } from './incident/rooms.ts';
import { resolveInSentry } from './incident/sentry-back.ts';
import type { OlderPage } from './incident/shared-page.ts';
import { nameOf, tellBack, tellOf, tellWhatFollowed, whenDone } from './pager-telling.ts';
import { isPlaced, keepWord, placeOf, takeKept, type PagePlace } from './pager-places.ts';
import { drillOf } from '../domain/environment/environment.ts';
import type { Draft } from './state/draft.ts';

/**
 * Applies what a pager tells of a page. Its words come late, twice and in any order, and leave the same: an end
 * that a person made is final, who has it in hand is whoever took it since it last began to ring, and all else is the
 * newest by the pager's clock.
 */
export function applyPagerWord(draft: Draft, word: PagerWord): Disposition {
  const place = placeOf(draft, word);
  if (place === null) return keepWord(draft, word);
  if (!isPlaced(place)) return place;
  // What came before anything said whose it is: the words that were kept are no later than this one.
  const kept = takeKept(draft, word.pagerIncident);
  const became = applyAt(draft, place, word);
  for (const earlier of kept) applyAt(draft, place, earlier);
  return became;
}

function applyAt(draft: Draft, place: PagePlace, word: PagerWord): Disposition {
  const { incident: id, generation, receiver } = place;
  const row = draft.incident(id);
  if (row === null) return setAside({ code: 'no-such-incident', incident: id });
  const incident = seenAt(row, receiver);
  notePolicy(draft, incident, word);
  const before = standingOf(incident, generation);
  const after = mergeStandings(before, saidBy(word, generation));
  if (JSON.stringify(after) !== JSON.stringify(before)) writeStanding(draft, incident, after, receiver);
  const { act } = word;
  const told = { incident, generation, receiver };
  if (isHandling(act)) return handle(draft, told, act.kind, word);
  if (act.kind !== 'unacknowledged' && act.kind !== 'reopened') return tellOf(draft, incident, act, word);
  const root = seenAt(rootOf(draft, incident), receiver);
  // Told twice, it says nothing new.
  const again = backsOf(root).some((back) => back.by === nameOf(word.by) && back.at === word.at);
  ringAgain(draft, told, word);
  return again
    ? counted(root.id, { code: 'pager-told', event: act.kind })
    : tellBack(draft, { ...told, standing: after, rings: isRinging(told, root, word.at) }, act.kind, word);
}

/** By what policy a page goes says who is on call for what is paged. Drills have a service of their own. */
function notePolicy(draft: Draft, { environmentClass }: Incident, { policy }: PagerWord): void {
  const meta = draft.meta();
  if (policy === undefined || policy === meta.pagerPolicy || drillOf(environmentClass) !== null) return;
  draft.putMeta({ ...meta, pagerPolicy: policy });
}

function standingOf({ atPager }: Incident, generation: number): PagerStanding {
  return atPager?.find((standing) => standing.generation === generation) ?? untold(generation);
}

function writeStanding(
  draft: Draft,
  { id, parent }: Incident,
  standing: PagerStanding,
  receiver: string | null,
): void {
  const noted = <D extends Desk>(desk: D): D => {
    const others = (desk.atPager ?? []).filter(({ generation }) => generation !== standing.generation);
    return { ...desk, atPager: [...others, standing].sort((a, b) => a.generation - b.generation) };
  };
  draft.change(id, (row) =>
    receiver === null ? noted(row) : putBack(row, receiver, noted(deskAt(row, receiver))),
  );
  if (parent !== null) draft.touch(parent);
  // Those that share the page show what is done to it.
  for (const member of draft.joinedTo(id)) draft.touch(member.id);
}

/** What a word leaves of a page. What an integration did, the relay did itself, and knows by whom. */
function saidBy(
  { act, at, by, pagerIncident, assigned, link }: PagerWord,
  generation: number,
): PagerStanding {
  const nothing = { ...untold(generation), ids: [pagerIncident], ...(link !== undefined && { link }) };
  if (act.kind === 'resolved') {
    // Nobody has to look after what is over, so it names nobody.
    return by.kind === 'integration'
      ? nothing
      : { ...nothing, turned: { how: act.kind, by: nameOf(by), at } };
  }
  const known = {
    ...nothing,
    assigned: assigned === null || assigned.length === 0 ? null : { to: assigned, at },
  };
  switch (act.kind) {
    case 'triggered':
      return {
        ...known,
        newest: { id: pagerIncident, at },
        rangAt: at,
        ...(known.assigned !== null && { rangFor: known.assigned }),
      };
    case 'acknowledged':
      return by.kind === 'person' ? { ...known, acknowledged: { by: by.name, at } } : known;
    case 'unacknowledged':
    case 'reopened':
      return { ...known, turned: { how: act.kind, by: nameOf(by), at } };
    case 'reassigned':
    case 'escalated':
    case 'delegated':
    case 'priority':
    case 'note':
    case 'responder':
      return known;
    case 'read':
      return {
        ...known,
        ...(act.rangAt !== null && { newest: { id: pagerIncident, at: act.rangAt } }),
        rangAt: act.rangAt,
      };
  }
}

/** A page of which its pager told. */
interface Told {
  /** As the receiver sees it whose page it is. */
  readonly incident: Incident;
  /** Null: there is one for all. */
  readonly receiver: string | null;
  readonly generation: number;
}

/** Somebody acknowledged or resolved the page: that is said of the incident, or of the root that it stands for. */
function handle(draft: Draft, told: Told, action: Handling['kind'], { by, at }: PagerWord): Disposition {
  const root = seenAt(rootOf(draft, told.incident), told.receiver);
  if (by.kind === 'integration') return setAside({ code: 'pager-echo', event: action });
  const older = olderPageOf(told);
  const rings = isRinging(told, root, at) || (older !== null && action === 'acknowledged');
  if (root.status === 'resolved' && !(rings && mayChangeEnd(root, told, { action, by, at })))
    return setAside({ code: 'incident-resolved-already', incident: root.id });
  if (by.kind !== 'person') {
    if (!rings || action === 'acknowledged') return setAside({ code: 'pager-echo', event: action });
    draft.tell(root.id, 'pager', { code: 'pager-ended-alone' }, 'thread');
    return counted(root.id, { code: 'pager-ended-alone' });
  }
  const { name: who } = by;
  if (older !== null) {
    if (action === 'resolved') tellSharedEnd(draft, { ...older, who });
    else takeOlderPage(draft, older, { by: who, at });
    return counted(root.id, {
      code: 'handled-by-person',
      action: action === 'resolved' ? 'resolve' : 'acknowledge',
      who,
    });
  }
  if (!rings) {
    const decision = { code: 'pager-older-page', action, who, page: told.generation } as const;
    draft.tell(root.id, 'pager', decision, 'thread');
    return counted(root.id, decision);
  }
  if (action === 'resolved') endByPerson(draft, root, told, { who, at });
  else {
    acknowledgeIncident(draft, root.id, {
      by: who,
      at,
      clock: 'pager',
      receiver: told.receiver,
      toldAt: whenDone(draft, root, at),
    });
    addPagerHand(draft, root.id, by);
  }
  const command = action === 'resolved' ? 'resolve' : 'acknowledge';
  return counted(root.id, { code: 'handled-by-person', action: command, who });
}

/** Somebody ended it at its page, or once more after it was opened again there: the last end is the one that counts. */
function endByPerson(
  draft: Draft,
  { id, status }: Incident,
  { incident, receiver, generation }: Told,
  { who, at }: { readonly who: string; readonly at: number },
): void {
  const page = { incident: incident.id, receiver, generation, at };
  const how = { by: 'human', who, reason: { code: 'resolved-by-person', who }, page } as const;
  if (status === 'resolved') endAnew(draft, id, how);
  else {
    resolveIncident(draft, id, how);
    resolveInSentry(draft, id, 'pager');
  }
  tellWhatFollowed(draft, id, standingOf(incident, generation), at);
}

/**
 * Whether what became known of a page changes how its root ended: who had taken it by then, or that somebody ended it later,
 * after it had been opened again there.
 */
function mayChangeEnd(
  { resolution }: Incident,
  { incident, receiver, generation }: Told,
  { action, by, at }: { action: Handling['kind']; by: PagerWord['by']; at: number },
): boolean {
  if (resolution === null) return false;
  if (action === 'acknowledged') return at <= overAt(resolution) + clocksApartMs;
  const { page } = resolution;
  const isSame =
    page?.incident === incident.id && page.receiver === receiver && page.generation === generation;
  return by.kind === 'person' && isSame && at > page.at;
}

/** It rings at the pager again, so whoever had it in hand before that has it no longer. */
function ringAgain(draft: Draft, told: Told, { by, at }: PagerWord): void {
  const root = seenAt(rootOf(draft, told.incident), told.receiver);
  const older = olderPageOf(told);
  if (older !== null) takeOlderPageBack(draft, older, { by: nameOf(by), at });
  else if (isRinging(told, root, at)) takeBack(draft, root.id, { by: nameOf(by), at }, told.receiver);
}

/**
 * Whether a page is the one that rings for a root. An older generation does not: whoever ends it has not seen why a
 * newer one woke somebody. A child's does only for what was done since it is a child, or where it stands for its root:
 * whoever ended it before knew of no storm.
 */
function isRinging({ incident, generation }: Told, root: Incident, at: number): boolean {
  const { page, adoption } = incident;
  if (page === null || page.joined !== null || generation !== page.generations.length) return false;
  if (root.id === incident.id || standsForRoot(incident, root)) return true;
  return adoption !== null && at >= adoption.at;
}

/**
 * An older page of many incidents still stands for those that it told of: the newer one rings for others. Null for any other
 * page.
 */
function olderPageOf({ incident, generation, receiver }: Told): OlderPage | null {
  const newest = incident.page?.generations.length ?? 0;
  if (incident.kind !== 'collector' || generation >= newest) return null;
  return { collector: incident.id, generation, receiver };
}

type Handling = Extract<PagerAct, { readonly kind: 'acknowledged' | 'resolved' }>;
function isHandling(act: PagerAct): act is Handling {
  return act.kind === 'acknowledged' || act.kind === 'resolved';
}
