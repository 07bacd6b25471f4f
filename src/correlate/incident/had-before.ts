import { isRecognised, nameOf, type HadBefore, type Incident } from '../../domain/incident.ts';
import type { Draft } from '../state/draft.ts';

/** More people than that are no help to whoever asks one of them. */
const mostKept = 4;

/**
 * Whoever had taken an incident that is another trouble now, or part of one, is named there: they know something of it.
 * They have not taken what it has become.
 * @param before The incident as they had taken it.
 * @param into Id of the root that it is, or is part of.
 */
export function noteHadBefore(draft: Draft, before: Incident, into: string): void {
  const { acknowledgedAt: at, acknowledgedBy: who, id } = before;
  if (at === null || who === null) return;
  const one: HadBefore = { who, at, what: whatTheyHad(before, into), incident: id };
  draft.change(into, (row) => {
    const others = (row.hadBefore ?? []).filter((had) => had.who !== who || had.incident !== id);
    return { ...row, hadBefore: [...others, one].sort((a, b) => a.at - b.at).slice(0, mostKept) };
  });
}

function whatTheyHad(before: Incident, into: string): HadBefore['what'] {
  const { id, seenAtAck, services, storm } = before;
  if (id !== into && storm !== null) return { storm: nameOf(before) };
  const becameStorm = isRecognised(before) && seenAtAck?.storm === false;
  if (id === into && !becameStorm) return null;
  return { errorOf: services[0]?.name ?? nameOf({ ...before, storm: null }) };
}
