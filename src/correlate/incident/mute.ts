import type { Unmuting } from '../../domain/decision/life.ts';
import { isRecognised, type Incident } from '../../domain/incident.ts';
import { severityRank } from '../../domain/severity.ts';
import type { Draft } from '../state/draft.ts';
import { severityOf, type Family } from '../state/family.ts';
import { hasDoubled, projectsOf } from './projects.ts';

/** So long a person has quiet who does not say for how long, ms. */
const mutedMs = 60 * 60_000;

/** An end that differs by less is the same one: whoever clicks twice, or together with another, wants one quiet. */
const sameEndMs = 60_000;

/**
 * From now on a root wakes nobody anew and tells nothing in its thread, for an hour where nobody says otherwise. What is
 * muted already ends at the new time, sooner or later. False: it ends then anyhow.
 */
export function muteIncident(draft: Draft, root: Incident, who: string, forMs = mutedMs): boolean {
  const until = draft.now + forMs;
  const { mute: before } = root;
  if (before != null && Math.abs(before.until - until) < sameEndMs) return false;
  const severity = severityOf({ root, children: draft.childrenOf(root.id) });
  // What is muted tells nothing; that it is muted for another time, it does.
  if (before != null) draft.change(root.id, (row) => ({ ...row, mute: null }));
  const code = before == null ? 'muted' : 'muted-anew';
  draft.tell(root.id, 'muted', { code, who, forMs }, 'thread');
  const known = { projects: projectsOf(draft, root), at: draft.now };
  const mute = {
    until,
    by: who,
    severity,
    storm: isRecognised(root),
    ...(draft.policy.paging.growthEndsMute && { known }),
  };
  draft.change(root.id, (row) => ({ ...row, mute }));
  showWithThose(draft, root.id);
  draft.putTimer({ id: timerOf(root.id), kind: 'unmute', subject: root.id, due: until });
  return true;
}

/** Quiet that was asked for before an incident became part of another holds for its root, unless that is worse. */
export function handOnMute(draft: Draft, child: Incident, root: Incident): void {
  const { mute } = child;
  if (mute == null) return;
  const muted = { ...root, mute };
  if (isWorseThanMuted({ root: muted, children: draft.childrenOf(root.id) })) {
    unmuteIncident(draft, child.id, 'worse');
    return;
  }
  draft.change(child.id, (row) => ({ ...row, mute: null }));
  draft.dropTimer(timerOf(child.id));
  if (root.mute != null && root.mute.until >= mute.until) return;
  draft.tell(root.id, 'muted', { code: 'muted', who: mute.by, forMs: mute.until - draft.now });
  draft.change(root.id, (row) => ({ ...row, mute }));
  draft.putTimer({ id: timerOf(root.id), kind: 'unmute', subject: root.id, due: mute.until });
}

/** A person wants quiet no longer: the incident is heard again, and its thread says by whom. */
export function endMute(draft: Draft, id: string, who: string): void {
  draft.change(id, (row) => ({ ...row, mute: null, unmutedAt: draft.now }));
  showWithThose(draft, id);
  draft.dropTimer(timerOf(id));
  draft.tell(id, 'unmuted', { code: 'unmuted-by-person', who }, 'thread');
}

/** The incident is heard again; nothing happens when it is. What became worse, or grew, readers are told in the thread. */
export function unmuteIncident(draft: Draft, id: string, why: Unmuting | Grown): void {
  if (!isMuted(draft.incident(id))) return;
  draft.change(id, (row) => ({ ...row, mute: null, unmutedAt: draft.now }));
  showWithThose(draft, id);
  draft.dropTimer(timerOf(id));
  if (typeof why === 'object') draft.tell(id, 'unmuted', { code: 'unmuted-grew', ...why }, 'thread');
  else draft.tell(id, 'unmuted', { code: 'unmuted', why }, why === 'worse' ? 'thread' : 'no');
}

/** A page of many incidents has no message of its own: the messages of those that share it show that it is muted. */
function showWithThose(draft: Draft, id: string): void {
  for (const member of draft.joinedTo(id)) draft.touch(member.id);
}

/** Whether a person has asked for quiet, and has it still. */
export function isMuted(incident: Pick<Incident, 'mute'> | null): boolean {
  return incident?.mute != null;
}

/** Whether it is worse than what was muted: more severe, or a storm by now. */
export function isWorseThanMuted(family: Family): boolean {
  const { mute } = family.root;
  if (mute == null) return false;
  const becameStorm = isRecognised(family.root) && !mute.storm;
  return becameStorm || severityRank(severityOf(family)) > severityRank(mute.severity);
}

/** From how many Sentry projects to how many. */
export interface Grown {
  readonly from: number;
  readonly to: number;
}

/** By one project more something may grow that nobody need hear of, however few it had. */
const leastGrowth = 2;

/** How far an incident has outgrown what was muted: as an acknowledged one that wakes somebody again. Null: it has not. */
export function outgrown(draft: Draft, root: Incident): Grown | null {
  const from = root.mute?.known?.projects;
  if (from === undefined) return null;
  const to = projectsOf(draft, root);
  return hasDoubled(draft.policy, from, to) && to >= from + leastGrowth ? { from, to } : null;
}

/** A person who merges others into what is muted knows of what failed in them. */
export function knowMore(draft: Draft, root: Incident): void {
  const { mute } = root;
  if (mute?.known === undefined) return;
  const known = { ...mute.known, projects: projectsOf(draft, root) };
  draft.change(root.id, (row) => ({ ...row, mute: { ...mute, known } }));
}

function timerOf(root: string): string {
  return `unmute:${root}`;
}
