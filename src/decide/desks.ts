import type { Draft } from '../correlate/state/draft.ts';
import type { PageReason } from '../domain/decision/paging.ts';
import { isMuted } from '../correlate/incident/mute.ts';
import { newestGeneration, type Desk, type Incident } from '../domain/incident.ts';
import { deskAt } from '../domain/routing/desk.ts';
import { tellingAnswer } from '../domain/sending/page-answer.ts';
import type { Escalation, NamedReceiver } from '../domain/routing/route.ts';
import { PageDesk } from './page-desk.ts';
import { isKeptAsleep } from './routing/inhibiting.ts';
import { quietSince } from './routing/quiet-over.ts';

/** The desks of those who can be woken for a root: without routes there is one. */
export function desksOf(draft: Draft, root: string): readonly PageDesk[] {
  const routed = draft.incident(root)?.routed;
  if (routed === undefined) return [new PageDesk(draft, null)];
  return routed
    .map(({ receiver: name, surfaces }) => receiverNamed(draft, name) ?? departed(name, surfaces))
    .filter((receiver) => canPage(draft, receiver))
    .map((receiver) => new PageDesk(draft, receiver));
}

/** Whoever a person may mean who asks for somebody to be woken; where the routes name nobody who can be, all who can. */
export function desksToAsk(draft: Draft, root: string): readonly PageDesk[] {
  const routed = desksOf(draft, root);
  if (routed.length > 0) return routed;
  const able = (draft.policy.routing?.receivers ?? []).filter((receiver) => canPage(draft, receiver));
  return able.map((receiver) => new PageDesk(draft, receiver));
}

/** Who is woken because another does not answer, and why. */
export interface Escalated {
  readonly desk: PageDesk;
  readonly reason: PageReason;
}

/**
 * What has to be escalated by now: a page that nobody has acknowledged for as long as its route waits. Whoever mutes an
 * incident wants nobody woken for it meanwhile; what came due in that time and fires still goes on at its end.
 */
export function escalated(draft: Draft, root: string): readonly Escalated[] {
  const incident = draft.incident(root);
  if (incident?.routed === undefined || incident.status === 'resolved' || incident.parent !== null) return [];
  if (isMuted(incident) || isKeptAsleep(draft, incident)) return [];
  return incident.routed.flatMap(({ receiver, escalate }) => {
    const desk = deskAt(incident, receiver);
    const afterMs = escalatesAfter(draft, incident, { desk, receiver, escalate });
    if (escalate === null || afterMs === null) return [];
    const { to } = escalate;
    const next = receiverNamed(draft, to);
    // Another is woken once while one waits; after a taking back one waits anew. The same one is woken again and again.
    const other = to === receiver ? null : deskAt(incident, to).page;
    const woken = other !== null && newestGeneration(other).since >= (waitsSince(desk) ?? Infinity);
    if (woken || next === null || !canPage(draft, next)) return [];
    return [{ desk: new PageDesk(draft, next), reason: { code: 'page-unanswered', receiver, afterMs } }];
  });
}

/** What one of several receivers has of an incident, and whom its route wakes besides. */
interface Waiting {
  readonly desk: Desk;
  readonly receiver: string;
  readonly escalate: Escalation | null;
}

/** After how many ms without an answer another receiver is woken by now; null: not yet, or never. */
export function escalatesAfter(
  draft: Draft,
  incident: Incident,
  { desk, receiver, escalate }: Waiting,
): number | null {
  const waited = escalate === null ? null : unansweredFor(desk, { ...escalate, receiver }, draft.now);
  if (escalate === null || waited === null) return null;
  return wasMutedWhenDue(incident, desk, escalate) && isQuietAfterMute(draft, incident) ? null : waited;
}

/**
 * For how long a page has waited for somebody at a virtual ms, where that is as long as its route waits: so many ms. A page that
 * its pager does not take can be acknowledged by nobody, so another receiver is woken as soon as that is known. Null: not yet.
 */
function unansweredFor(
  desk: Desk,
  { unacknowledgedForMs, to, receiver }: Escalation & { readonly receiver: string },
  now: number,
): number | null {
  const since = waitsSince(desk);
  if (since === null) return null;
  if (now - since >= unacknowledgedForMs) return unacknowledgedForMs;
  return to !== receiver && isUnheard(desk) ? now - since : null;
}

/** Whether no pager has taken the newest page for long, or it was given up. */
function isUnheard({ page }: Desk): boolean {
  if (page === null) return false;
  const { joined, overdueAt, answers = [] } = newestGeneration(page);
  const state = tellingAnswer(answers)?.state ?? null;
  if (joined !== null || state === 'taken' || state === 'needless') return false;
  return overdueAt !== undefined || state === 'given-up';
}

/** Whether a page should have been answered before the last mute of its incident ended. */
function wasMutedWhenDue(
  { unmutedAt = -Infinity }: Incident,
  desk: Desk,
  { unacknowledgedForMs }: Escalation,
): boolean {
  return (waitsSince(desk) ?? Infinity) + unacknowledgedForMs < unmutedAt;
}

/** Whether nothing of what a person had muted fires any more: nobody else is woken for that. */
function isQuietAfterMute(draft: Draft, incident: Incident): boolean {
  const family = { root: incident, children: draft.childrenOf(incident.id) };
  return quietSince(draft, family, { code: 'not-paged-muted' }) !== null;
}

/** Has a page that waits for somebody looked at again when it should have been answered. */
export function awaitAnswer(desk: PageDesk, root: string): void {
  const incident = desk.incident(root);
  const escalate = incident === null ? null : desk.routedHere(incident)?.escalate;
  const since = incident === null ? null : waitsSince(incident);
  if (escalate == null || since === null) return;
  const due = since + escalate.unacknowledgedForMs;
  if (due > desk.draft.now) desk.lookAgain(root, due, 'unanswered');
}

/** Since when a page waits for somebody: since it is wanted, or was taken back. Null: it waits for nobody. */
function waitsSince({ page, acknowledgedAt, takenBack }: Desk): number | null {
  if (page === null || page.withdrawn !== null || acknowledgedAt !== null) return null;
  return Math.max(newestGeneration(page).since, takenBack?.at ?? -Infinity);
}

function receiverNamed(draft: Draft, name: string): NamedReceiver | null {
  return draft.policy.routing?.receivers.find((receiver) => receiver.name === name) ?? null;
}

/** A receiver that the configuration names no longer: as long as its key is known, it can still be woken. */
function departed(name: string, surfaces: readonly string[]): NamedReceiver {
  return { name, surfaces, pageWhen: null, mentionOnPage: null, shadow: false };
}

function canPage({ policy }: Draft, { surfaces, shadow }: NamedReceiver): boolean {
  return !shadow && policy.receivers.some(({ id, kind }) => kind === 'pager' && surfaces.includes(id));
}
