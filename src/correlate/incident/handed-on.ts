import { isGuest, isRecognised, type Incident } from '../../domain/incident.ts';
import type { Draft } from '../state/draft.ts';
import { noteHadBefore } from './had-before.ts';
import { handOnMute } from './mute.ts';
import { handOnRoom } from './rooms.ts';

/**
 * What a person did to an incident follows it to the root that it has become part of: quiet that was asked for, and who
 * has taken it. Of one error that is part of a storm now nobody has said anything: that is a larger trouble. An
 * acknowledgement stays where it was given, since the root's page is another one, which nobody has seen; but the root
 * says who has the part.
 * @param before The incident as it was before it became part.
 */
export function handOn(draft: Draft, before: Incident): void {
  const child = draft.incident(before.id);
  const root = child?.parent == null ? null : draft.incident(child.parent);
  // What a storm merely lists goes on by itself.
  if (child === null || root === null || isGuest(child)) return;
  handOnMute(draft, child, root);
  handOnRoom(draft, child, root);
  noteHadBefore(draft, before, root.id);
  const { assignee } = child;
  const known = isRecognised(before) || !isRecognised(root);
  if (known && assignee !== null && root.assignee === null)
    draft.change(root.id, (row) => ({ ...row, assignee }));
}
