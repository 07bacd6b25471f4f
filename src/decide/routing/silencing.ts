import { rootOf } from '../../correlate/incident/lifecycle.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { FreshAlert, Look } from '../../correlate/state/look.ts';
import type { Unsilencing } from '../../domain/decision/life.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { isGuest, type Incident } from '../../domain/incident.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import {
  isActive,
  isCovered,
  isSilenced,
  labelsKept,
  whyUntold,
  type Silence,
  type Silenced,
} from '../../domain/routing/silence.ts';
import { lookAgainTimer } from '../../domain/timer.ts';
import { labelsOf } from './incident-labels.ts';
import { matches } from '../../correlate/rules/matching.ts';

/**
 * Decides what is silenced, for all that correlation has left to look at. Each incident remembers whether a silence
 * covers its own alerts; a root is silenced while that is so of all that fires of it, and an outage of which one part is
 * not silenced is told.
 */
export function decideSilences(draft: Draft): void {
  const { silences = [] } = draft.meta();
  if (silences.length === 0) return;
  const holding = silences.filter((one) => isActive(one, draft.now));
  for (const look of [...draft.looks]) lookAt(draft, { silences, holding }, look);
  for (const id of draft.incidentsWritten()) settleFamily(draft, id);
}

interface Known {
  readonly silences: readonly Silence[];
  readonly holding: readonly Silence[];
}

function lookAt(draft: Draft, known: Known, { root, fresh, askedBy }: Look): void {
  if (fresh !== null) hear(draft, known.holding, fresh);
  else if (askedBy === undefined) endOver(draft, known, root);
  else tellAll(draft, root);
}

/** Whether a silence covers the alert that came, for the incident that it is of. */
function hear(draft: Draft, holding: readonly Silence[], fresh: FreshAlert): void {
  const issue = draft.issue(fresh.issue);
  const own = issue === null ? null : draft.incident(issue.incident);
  if (own === null || drillOf(own.environmentClass) !== null) return;
  const { silenced } = own;
  if (holding.length === 0 && silenced == null) return;
  const labels = labelsOf(draft, fresh, own);
  const before = silenced == null ? undefined : holding.find(({ id }) => id === silenced.silence);
  if (before !== undefined && silenced != null && isCovered(silenced)) {
    if (covers(before, labels)) return;
    put(draft, own.id, { ...silenced, told: true, uncovered: true }, 'uncovered');
  }
  // What has once not been covered by a silence stays so: an incident is not quiet and loud by turns.
  const found = longestOf(holding, labels, (one) => one !== before);
  if (found !== null) begin(draft, own.id, found, labelsKept(labels));
  else if (silenced != null && before === undefined) put(draft, own.id, null, 'over');
}

function covers({ matchers }: Silence, labels: Labels): boolean {
  return matchers.every((matcher) => matches(matcher, labels));
}

/** Of those that cover it the one that holds longest. */
function longestOf(
  holding: readonly Silence[],
  labels: Labels,
  may: (one: Silence) => boolean,
): Silence | null {
  const found = holding.filter((one) => may(one) && covers(one, labels));
  return found.sort((a, b) => b.until - a.until)[0] ?? null;
}

function begin(draft: Draft, id: string, silence: Silence, labels: Silenced['labels']): void {
  const own = draft.incident(id);
  if (own === null) return;
  const told = !draft.isBorn(id) && whyUntold(own) === null;
  const { until, by, reason } = silence;
  put(draft, id, { silence: silence.id, until, by, reason, told, labels }, 'over');
  draft.putTimer({ id: timerOf(id), kind: 'look-again', subject: id, due: until });
}

/** What a silence kept quiet is told of once that is over, unless another one covers it as well. */
function endOver(draft: Draft, { silences, holding }: Known, id: string): void {
  const incident = draft.incident(id);
  const silenced = incident?.silenced;
  if (incident === null || silenced == null || incident.status === 'resolved') return;
  const holds = holding.find((one) => one.id === silenced.silence);
  const next = longestOf(holding, new Map(silenced.labels), () => true);
  // Another one may have been added that covers the same, and for longer.
  if (holds !== undefined && (next === null || next.until <= holds.until || !isCovered(silenced))) return;
  if (next !== null) {
    begin(draft, id, next, silenced.labels);
    return;
  }
  // What fires no longer needs no telling; should it fire again, that alert decides.
  if (incident.parent !== null && incident.openIssues === 0) return;
  const early = silences.find((one) => one.id === silenced.silence)?.endedBy !== undefined;
  draft.dropTimer(timerOf(id));
  put(draft, id, null, early ? 'ended' : 'over');
  if (incident.parent !== null) draft.looks.push({ root: rootOf(draft, incident).id, fresh: null });
}

/** Whoever asks for a page wants it read. */
function tellAll(draft: Draft, id: string): void {
  const silenced = draft.incident(id)?.silenced;
  if (silenced != null) put(draft, id, { ...silenced, told: true, uncovered: true }, 'asked');
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
  const told = silenced.told || partly || (root !== member && member.silenced?.told !== false);
  const { partly: before, ...whole } = silenced;
  if (told === silenced.told && partly === (before !== undefined)) return;
  put(draft, root.id, { ...whole, told, ...(partly && { partly }) }, 'uncovered');
}

function hasLoud(draft: Draft, root: Incident): boolean {
  return draft.childrenOf(root.id).some(isLoud);
}

/** Whether something of a member fires that no silence covers. A guest is none of its storm. */
function isLoud(member: Incident): boolean {
  const { silenced, openIssues } = member;
  return openIssues > 0 && !isGuest(member) && (silenced == null || !isCovered(silenced));
}

/** Writes what is silenced, and tells where that makes a difference to readers. */
function put(draft: Draft, id: string, silenced: Silenced | null, why: Unsilencing): void {
  const before = draft.incident(id);
  const after = draft.change(id, (row) => ({ ...row, silenced }));
  if (before === null || after === null) return;
  const [was, is] = [isSilenced(before), isSilenced(after)];
  if (is && silenced !== null && before.silenced?.silence !== silenced.silence) {
    const { silence, by: who, until, reason } = silenced;
    draft.tell(id, 'silenced', { code: 'silenced', silence, who, until, reason });
  } else if (was && !is && before.silenced != null) {
    const { silence, by: who } = before.silenced;
    draft.tell(id, 'unsilenced', { code: 'unsilenced', silence, who, why }, 'thread');
  }
}

function timerOf(id: string): string {
  return lookAgainTimer(id, { what: 'silenced' });
}
