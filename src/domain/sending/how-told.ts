import type { Incident } from '../incident.ts';
import type { Policy } from '../policy.ts';
import { isSilenced } from '../routing/silence.ts';
import { broadcastOf } from './broadcast.ts';
import type { TimelineItem } from '../timeline.ts';

type Line = Pick<TimelineItem, 'kind' | 'decision' | 'tell'>;

/** To whom a line of an incident's timeline is told. */
export function howTold(incident: Incident | null, policy: Policy, line: Line): TimelineItem['tell'] {
  if (incident !== null && isQuiet(incident, line)) return 'no';
  return isBroadcast(policy, line) ? 'channel' : line.tell;
}

function isQuiet(incident: Incident, { kind, tell }: Line): boolean {
  if (isSilenced(incident)) return kind !== 'resolved' && kind !== 'summary';
  return tell !== 'channel' && incident.mute != null;
}

function isBroadcast({ broadcast = [] }: Policy, { kind, decision }: Line): boolean {
  const as = broadcast.length === 0 ? null : broadcastOf({ kind, decision });
  return as !== null && broadcast.includes(as);
}
