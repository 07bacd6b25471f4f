import { rootOf } from '../../correlate/incident/lifecycle.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { FreshAlert, Look } from '../../correlate/state/look.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Uninhibiting, Unsilencing } from '../../domain/decision/life.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { isGuest, type Incident } from '../../domain/incident.ts';
import {
  isCovered,
  isSilenced,
  labelsKept,
  lasts,
  whyUntold,
  type Silenced,
} from '../../domain/routing/silence.ts';
import { silencedTimer, silencedTimerId } from '../../domain/timer.ts';
import { takeBegun } from './begun.ts';
import { holdFor, holdOf, nothingHolds, type Hold } from './holds.ts';
import { labelsOf } from './incident-labels.ts';
import { noteWhatItInhibits } from './inhibiting.ts';

/**
 * Decides what is kept quiet, for all that correlation has left to look at. Each incident remembers whether a silence, or
 * another incident, stands for its own alerts; a root is quiet while that is so of all that fires of it, and an outage of
 * which one part is not is told.
 */
export function decideSilences(draft: Draft): void {
  for (const { incident, hold, labels } of takeBegun(draft)) begin(draft, incident, hold, labels);
  if (nothingHolds(draft) && !draft.looks.some(({ root }) => draft.incident(root)?.silenced != null)) return;
  for (const look of [...draft.looks]) lookAt(draft, look);
  for (const id of draft.incidentsWritten()) settleFamily(draft, id);
}

function lookAt(draft: Draft, { root, fresh, askedBy }: Look): void {
  if (fresh !== null) hear(draft, fresh);
  else if (askedBy === undefined) endOver(draft, root);
  else tellAll(draft, root, 'asked');
}

/** Whether anything covers the alert that came, for the incident that it is of. */
function hear(draft: Draft, fresh: FreshAlert): void {
  const issue = draft.issue(fresh.issue);
  const own = issue === null ? null : draft.incident(issue.incident);
  if (own === null || drillOf(own.environmentClass) !== null) return;
  const { silenced } = own;
  if (nothingHolds(draft) && silenced == null) return;
  const labels = labelsOf(draft, fresh, own);
  noteWhatItInhibits(draft, own, fresh, labels);
  const before = holdOf(draft, own);
  if (before !== null && silenced != null && isCovered(silenced)) {
    if (before.covers(labels)) return;
    put(draft, own.id, { ...silenced, told: true, uncovered: true }, 'uncovered');
  }
  // What has once not been covered stays so: an incident is not quiet and loud by turns.
  const found = holdFor(draft, own, labels, before);
  if (found !== null) begin(draft, own.id, found, labelsKept(labels));
  else if (silenced != null && before === null) put(draft, own.id, null, 'over');
}

function begin(draft: Draft, id: string, hold: Hold, labels: Silenced['labels']): void {
  const own = draft.incident(id);
  if (own === null) return;
  const told = !draft.isBorn(id) && whyUntold(own) === null;
  const { silence, until, by, reason, source, maintenance } = hold;
  const kind = { ...(source !== undefined && { source }), ...(maintenance && { maintenance }) };
  put(draft, id, { silence, until, by, reason, ...kind, told, labels }, 'over');
  draft.putTimer(silencedTimer(id, hold.lookAt));
}

/** What was kept quiet is told of once nothing holds that covers it. */
function endOver(draft: Draft, id: string): void {
  const incident = draft.incident(id);
  const silenced = incident?.silenced;
  if (incident === null || silenced == null || incident.status === 'resolved') return;
  const holds = holdOf(draft, incident);
  const next = holdFor(draft, incident, new Map(silenced.labels));
  // Another one may have been added that covers the same, and for longer.
  if (holds !== null && (next === null || lasts(next) <= lasts(holds) || !isCovered(silenced))) {
    goOn(draft, id, holds);
    return;
  }
  // Whoever was told in spite of what explains it is not taken back by something else that does.
  if (next !== null && (isCovered(silenced) || next.source === undefined)) {
    begin(draft, id, next, silenced.labels);
    return;
  }
  // What fires no longer needs no telling; should it fire again, that alert decides.
  if (incident.parent !== null && incident.openIssues === 0) return;
  const { silences = [] } = draft.meta();
  const early = silences.find((one) => one.id === silenced.silence)?.endedBy !== undefined;
  draft.dropTimer(silencedTimerId(id));
  put(draft, id, null, early ? 'ended' : 'over');
  if (incident.parent !== null) draft.looks.push({ root: rootOf(draft, incident).id, fresh: null });
}

/** What holds may hold for longer than it did, or for another reason. */
function goOn(draft: Draft, id: string, { until, reason, lookAt: due, source }: Hold): void {
  draft.change(id, (row) => {
    const { silenced } = row;
    if (silenced == null || source !== undefined) return row;
    if (silenced.until === until && silenced.reason === reason) return row;
    return { ...row, silenced: { ...silenced, until, reason } };
  });
  draft.putTimer(silencedTimer(id, due));
}

/** Whatever keeps it quiet, it is told: whoever is woken, or asks for a page, wants it read. */
export function tellAll(draft: Draft, id: string, why: 'asked' | 'unwoken'): void {
  const silenced = draft.incident(id)?.silenced;
  if (silenced != null) put(draft, id, { ...silenced, told: true, uncovered: true }, why);
}

/** What a root is after one of its members was written: silenced wholly or in part, and told where one of them is. */
function settleFamily(draft: Draft, id: string): void {
  const member = draft.incident(id);
  if (member === null) return;
  const root = rootOf(draft, member);
  const { silenced } = root;
  if (silenced == null || root.status === 'resolved') return;
  const partly =
    root === member || silenced.partly !== undefined || isLoud(member) ? hasLoud(draft, root) : false;
  const told =
    silenced.told || partly || isOutage(root) || (root !== member && member.silenced?.told !== false);
  const { partly: before, ...whole } = silenced;
  if (told === silenced.told && partly === (before !== undefined)) return;
  put(draft, root.id, { ...whole, told, ...(partly && { partly }) }, 'uncovered');
}

/**
 * Whether an outage is kept quiet because another incident explains it. It is shown all the same: whoever can write one
 * error with the right tags could otherwise hide all that fails.
 */
function isOutage({ storm, silenced }: Incident): boolean {
  return storm !== null && silenced?.source !== undefined;
}

function hasLoud(draft: Draft, root: Incident): boolean {
  return draft.childrenOf(root.id).some(isLoud);
}

/** Whether something of a member fires that no silence covers. A guest is none of its storm. */
function isLoud(member: Incident): boolean {
  const { silenced, openIssues } = member;
  return openIssues > 0 && !isGuest(member) && (silenced == null || !isCovered(silenced));
}

/** Writes what is kept quiet, and tells where that makes a difference to readers. */
function put(draft: Draft, id: string, silenced: Silenced | null, why: Unsilencing | Uninhibiting): void {
  const before = draft.incident(id);
  const after = draft.change(id, (row) => ({ ...row, silenced }));
  if (before === null || after === null) return;
  const [was, is] = [isSilenced(before), isSilenced(after)];
  if (is && silenced !== null && nameOf(before.silenced) !== nameOf(silenced))
    draft.tell(id, 'silenced', beginning(silenced));
  else if (was && !is && before.silenced != null) {
    const told = ending(before.silenced, why);
    if (told !== null) draft.tell(id, 'unsilenced', told, 'thread');
  }
}

function nameOf(silenced: Silenced | null | undefined): string {
  return silenced == null ? '' : `${silenced.silence} ${silenced.source ?? ''}`;
}

function beginning({ silence, by: who, until, reason, source, maintenance }: Silenced): Decision {
  if (maintenance) return { code: 'in-maintenance', maintenance: who, until: until ?? 0, reason };
  if (source !== undefined) return { code: 'inhibited', rule: who, source, title: reason };
  return { code: 'silenced', silence, who, until: until ?? 0, reason };
}

function ending(
  { silence, by: who, source, maintenance }: Silenced,
  why: Unsilencing | Uninhibiting,
): Decision | null {
  if (source !== undefined)
    return { code: 'uninhibited', rule: who, source, why: why === 'ended' ? 'over' : why };
  if (why === 'unwoken') return null;
  if (maintenance) return { code: 'out-of-maintenance', maintenance: who, why };
  return { code: 'unsilenced', silence, who, why };
}
