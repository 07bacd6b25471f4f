import type { Acknowledgement, Desk, Incident, TakenBack } from '../../domain/incident.ts';
import {
  hasAcknowledged,
  overAt,
  takingsOf,
  withAcknowledgement,
  withTakenBack,
} from '../../domain/routing/acknowledged.ts';
import {
  atAllDesks,
  atShadowDesks,
  deskAt,
  putBack,
  seenAt,
  withOwnDesk,
} from '../../domain/routing/desk.ts';
import { withAnswersShared } from '../../domain/routing/answering.ts';
import { takenBackTimer } from '../../domain/timer.ts';
import { standsForRoot } from './apart.ts';
import { rootOf, seenBy } from './lifecycle.ts';
import { handOlderPage, shareHand, type OlderPage } from './shared-page.ts';
import type { Draft } from '../state/draft.ts';

/** What an acknowledgement was: of what nobody had, beside whoever has it, or nothing new. */
type Acknowledged = 'first' | 'beside' | 'known';

/** Who acknowledges, and where. */
interface Acknowledging extends Acknowledgement {
  /** Whoever has it in hand: the name of one of several receivers that are woken, null for all of them. */
  readonly receiver: string | null;
  /** By which clock it happened: what is done here comes after whatever the pager has told. */
  readonly clock: 'here' | 'pager';
  /** At what time it is told. */
  readonly toldAt: number;
}

/**
 * Acknowledges the root of `id`: the first since its newest page, or since it was taken back, has it in hand, and others
 * stand beside them. What is over is given what was not known when it ended.
 */
export function acknowledgeIncident(draft: Draft, id: string, by: Acknowledging): Acknowledged {
  const found = draft.incident(id);
  if (found === null) return 'known';
  const root = rootOf(draft, found);
  const { receiver, toldAt, by: who } = by;
  const before = seenAt(root, receiver);
  if (by.clock === 'here' && hasAcknowledged(before, who)) return 'known';
  const taken = taking(draft, root, by);
  // Whoever stands beside answers for nobody who has not been asked.
  const first = before.acknowledgedAt === null;
  changeDesks(draft, root, receiver, (desk) =>
    receiver !== null || first || desk.acknowledgedAt !== null ? taken(desk) : desk,
  );
  // Whoever has it in hand anywhere has answered what nobody was sent.
  draft.change(root.id, (row) => atShadowDesks(row, taken));
  if (root.kind === 'collector') shareHand(draft, root.id);
  const after = seenAt(draft.incident(root.id) ?? root, receiver);
  const tell = (code: 'acknowledged' | 'also-acknowledged' | 'acknowledged-before'): void =>
    draft.tellAt(toldAt, { incident: root.id, kind: code, decision: { code, who }, tell: 'thread' });
  if (root.status === 'resolved' || !hasAcknowledged(after, who)) {
    // It was over, or taken back, before anybody had told that it was taken.
    const ended = root.resolution === null ? Infinity : overAt(root.resolution);
    if (by.at <= ended && takingsOf(after).length > takingsOf(before).length) tell('acknowledged-before');
    return 'known';
  }
  if (first) {
    lookAtChildren(draft, root);
    // What joined before that became known, and after it was done, is nobody's: its page has to ring again.
    if (root.kind === 'collector') draft.looks.push({ root: root.id, fresh: null });
    tell('acknowledged');
    return 'first';
  }
  if (hasAcknowledged(before, who)) return 'known';
  tell('also-acknowledged');
  return 'beside';
}

function taking(
  draft: Draft,
  root: Incident,
  { by, at, clock, receiver }: Acknowledging,
): <D extends Desk>(desk: D) => D {
  const here = hereOf(draft, root);
  // There is another end only where several are woken.
  const everywhere = receiver === null && root.desks !== undefined ? ({ everywhere: true } as const) : {};
  return (desk) => {
    const back = Math.max(desk.takenBack?.at ?? -Infinity, desk.backElsewhere?.at ?? -Infinity);
    const from = clock === 'here' ? back + 1 : at;
    return withAcknowledgement(desk, { by, at: Math.max(at, from), ...everywhere }, here);
  };
}

/**
 * Nobody has the root of `id` in hand any more who took it before: it waits for somebody again, as after a page.
 * Of what is over, it may say who had it at the end.
 * @param receiver At whose desk; null: there is one for all.
 */
export function takeBack(draft: Draft, id: string, back: TakenBack, receiver: string | null): void {
  const found = draft.incident(id);
  const root = found === null ? null : rootOf(draft, found);
  if (root === null) return;
  const here = hereOf(draft, root);
  const before = seenAt(root, receiver);
  changeDesks(draft, root, receiver, (desk) => withTakenBack(desk, back, here));
  draft.change(root.id, (row) => atShadowDesks(row, (desk) => withTakenBack(desk, back, here)));
  if (root.kind === 'collector') shareHand(draft, root.id);
  const after = draft.incident(root.id);
  if (
    after === null ||
    after.status === 'resolved' ||
    before.acknowledgedAt === null ||
    seenAt(after, receiver).acknowledgedAt !== null
  )
    return;
  lookAtChildren(draft, root);
  const due = draft.now + toldWithinMs;
  draft.putTimer({ id: takenBackTimer(root.id), kind: 'look-again', subject: root.id, due });
  draft.looks.push({ root: root.id, fresh: null });
}

/** So long what a pager tells may be out of order, ms: only then is it known who has it. */
const toldWithinMs = 10_000;

/** Somebody takes an older page of many incidents: with it, what it had told of and nobody has. */
export function takeOlderPage(draft: Draft, page: OlderPage, one: Acknowledgement): void {
  const row = draft.incident(page.collector);
  if (row === null) return;
  const here = hereOf(draft, row);
  handOlderPage(draft, page, (desk) => withAcknowledgement(desk, one, here));
}

/** Nobody has any more what an older page of many incidents had told of, and who took it. */
export function takeOlderPageBack(draft: Draft, page: OlderPage, back: TakenBack): void {
  const row = draft.incident(page.collector);
  if (row === null) return;
  const here = hereOf(draft, row);
  handOlderPage(draft, page, (desk) => withTakenBack(desk, back, here));
}

function hereOf(draft: Draft, root: Incident): { seen: ReturnType<typeof seenBy>; until: number | null } {
  return {
    seen: seenBy(draft, root, draft.childrenOf(root.id)),
    until: root.resolution === null ? null : overAt(root.resolution),
  };
}

/** @param receiver Whose desk is changed; null: each of them, or the only one. */
function changeDesks(
  draft: Draft,
  { id }: Incident,
  receiver: string | null,
  how: (desk: Desk) => Desk,
): void {
  const root = draft.change(id, (row) => {
    if (receiver !== null) return putBack(row, receiver, how(deskAt(row, receiver)));
    return row.desks === undefined ? withOwnDesk(row, how) : atAllDesks(row, how);
  });
  shareAnswers(draft, root);
}

/** Who has it at one end of an escalation has it at all of it. */
function shareAnswers(draft: Draft, root: Incident | null): void {
  if (root?.desks === undefined) return;
  const here = hereOf(draft, root);
  draft.change(root.id, (row) => withAnswersShared(row, here));
}

/** The page of a child may stand for the root. */
function lookAtChildren(draft: Draft, root: Incident): void {
  for (const child of draft.childrenOf(root.id)) if (standsForRoot(child, root)) draft.touch(child.id);
}
