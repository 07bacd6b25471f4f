import type { BrainState } from '../correlate/brain-state.ts';
import type { Incident } from '../domain/incident.ts';
import type { ThreadProjection } from '../domain/projection.ts';

const itemsTold = 20;

/** The lines of an incident's story that are told in its thread; null while there are none. */
export function threadProjection(state: BrainState, incident: Incident): ThreadProjection | null {
  const told = (state.timeline.get(incident.id) ?? []).filter((item) => item.tell !== 'no').slice(-itemsTold);
  if (told.length === 0) return null;
  const items = told.map((item) => ({
    n: item.n,
    at: item.at,
    text: item.detail,
    channel: item.tell === 'channel',
  }));
  return { surface: 'thread', incident: incident.id, items };
}
