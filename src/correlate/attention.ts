import type { Decision } from '../domain/decision.ts';
import { drillOf } from '../domain/environment/environment.ts';
import { counted, setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { AttentionCommand, HandlingCommand, RoomCommand } from '../domain/inbox/operator-command.ts';
import type { Incident } from '../domain/incident.ts';
import { isWoken } from './incident/woken.ts';
import { standsForRoot } from './incident/apart.ts';
import { addHand } from './incident/rooms.ts';
import { endMute, muteIncident, unmuteIncident } from './incident/mute.ts';
import type { Draft } from './state/draft.ts';

/** Has somebody woken for a root, gives it to somebody, mutes it or no longer; what is so already is set aside, and says so. */
export function attend(draft: Draft, root: Incident, command: AttentionCommand): Disposition {
  const why = whyNot(draft, root, command);
  if (why !== null) return setAside(why);
  const { who } = command;
  switch (command.action) {
    case 'page':
      unmuteIncident(draft, root.id, 'paged');
      draft.looks.push({ root: root.id, fresh: null, askedBy: who });
      break;
    case 'assign':
      draft.change(root.id, (row) => ({ ...row, assignee: who }));
      addHand(draft, root.id, command);
      draft.tell(root.id, 'assigned', { code: 'taken-over', who }, 'thread');
      break;
    case 'mute': {
      const { mute } = root;
      if (!muteIncident(draft, root, who, command.forMs) && mute != null)
        return setAside({ code: 'muted-already', incident: root.id, who: mute.by, until: mute.until });
      break;
    }
    case 'unmute':
      endMute(draft, root.id, who);
      draft.looks.push({ root: root.id, fresh: null });
  }
  return counted(root.id, doneBy(command));
}

/** What is said of a command that had its effect. */
export function doneBy({ action, who, user }: HandlingCommand | AttentionCommand | RoomCommand): Decision {
  return user === undefined
    ? { code: 'handled-by-person', action, who }
    : { code: 'pressed', action, who, user };
}

function whyNot(draft: Draft, root: Incident, { action, who }: AttentionCommand): Decision | null {
  const { id: incident, assignee, mute } = root;
  if (root.status === 'resolved') return { code: 'incident-resolved-already', incident };
  if (drillOf(root.environmentClass) !== null) return { code: 'drill-is-no-trouble', incident };
  switch (action) {
    case 'page':
      return whyNoPage(draft, root);
    case 'assign':
      return assignee === who ? { code: 'assigned-already', incident, who } : null;
    case 'mute':
      return null;
    case 'unmute':
      return mute == null ? { code: 'not-muted', incident } : null;
  }
}

/** Nobody is woken twice for what is open; where nobody was reached, or somebody is on it, another may be asked for. */
function whyNoPage(draft: Draft, root: Incident): Decision | null {
  if (!draft.policy.receivers.some(({ kind }) => kind === 'pager')) return { code: 'no-pager-to-page' };
  const standsIn = (child: Incident): boolean => standsForRoot(child, root) && isWoken(draft, child);
  const paged = isWoken(draft, root) || draft.childrenOf(root.id).some(standsIn);
  return paged && root.status === 'open' ? { code: 'paged-already', incident: root.id } : null;
}
