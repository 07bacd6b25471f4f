import { openRoom } from '../../correlate/incident/rooms.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { isRecognised } from '../../domain/incident.ts';

/** Every storm gets a channel of its own, where the operator wants that. What a person merged gets one if they say so. */
export function decideRooms(draft: Draft): void {
  if (draft.policy.rooms?.when !== 'storms') return;
  for (const root of draft.roots()) {
    const { room, parent, status, environmentClass } = root;
    const isNew = isRecognised(root) && parent === null && room === undefined && status !== 'resolved';
    if (isNew && drillOf(environmentClass) === null) openRoom(draft, root, null);
  }
}
