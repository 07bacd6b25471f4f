import { isLoud } from '../../domain/issue.ts';
import { isSetByHand } from './apart.ts';
import type { Draft } from '../state/draft.ts';
import { leaveStorm } from './lifecycle.ts';

/** A guest that is loud after so long is a trouble of its own, in ms. */
const guestMs = 120_000;
/** So long after its storm fell silent, what broke out together with it is still part of it, in ms. */
const silentMs = 60_000;

/**
 * A guest that goes on being loud leaves its storm. One that broke out together with the storm, as more did than is
 * usual, stays for as long as the storm's own members fire: it is most likely what they cause.
 */
export function outgrowStorm(draft: Draft, key: string): void {
  const issue = draft.issue(key);
  const incident = issue === null ? null : draft.incident(issue.incident);
  const adoption = incident?.adoption;
  if (issue === null || incident?.parent == null || adoption?.soft !== true || isSetByHand(incident)) return;
  if (draft.now - adoption.at < guestMs || !isLoud(issue, draft.heardAt, draft.policy.storm.windowMs)) return;
  const root = draft.incident(incident.parent);
  const silent = root === null || draft.now - root.lastAlertAt >= silentMs;
  if (adoption.company === true && !silent) return;
  leaveStorm(draft, incident.id, { code: silent ? 'left-silent-storm' : 'left-loud-for-long' });
}
