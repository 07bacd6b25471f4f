import { isWorseThanMuted, outgrown } from '../../correlate/incident/mute.ts';
import type { Incident } from '../../domain/incident.ts';
import type { PageDesk } from '../page-desk.ts';

/**
 * An incident, which is muted no longer once it is worse than what was muted, or has grown as far beyond it as wakes whoever
 * has acknowledged, and as long after.
 */
export function heard(desk: PageDesk, id: string): Incident | null {
  const incident = desk.incident(id);
  if (incident?.mute == null) return incident;
  if (isWorseThanMuted(desk.family(incident))) return desk.unmuted(id, 'worse');
  const { draft } = desk;
  const grown = outgrown(draft, incident);
  if (grown === null) return incident;
  const from = (incident.mute.known?.at ?? draft.now) + draft.policy.paging.growth.notBeforeMs;
  if (draft.now >= from) return desk.unmuted(id, grown);
  desk.lookAgain(id, from);
  return incident;
}
