import type { BrainState } from '../correlate/state/brain-state.ts';
import { sentenceOf } from '../domain/decision/words.ts';
import type { Incident } from '../domain/incident.ts';
import type { ThreadProjection } from '../domain/sending/projection.ts';
import type { TimelineItem } from '../domain/timeline.ts';

const itemsTold = 20;

/** The items of an incident's story that are told in its thread, oldest first. */
export function toldItems({ timeline }: BrainState, { id }: Incident): readonly TimelineItem[] {
  return (timeline.get(id) ?? []).filter((item) => item.tell !== 'no').slice(-itemsTold);
}

/** The lines of an incident's story that are told in its thread. */
export function threadProjection({ id }: Incident, told: readonly TimelineItem[]): ThreadProjection {
  const items = told.map((item) => ({
    n: item.n,
    at: item.at,
    text: sentenceOf(item.decision),
    channel: item.tell === 'channel',
  }));
  return { surface: 'thread', incident: id, items };
}
