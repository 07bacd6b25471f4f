import { drillOf } from '../domain/environment/environment.ts';
import { counted, setAside, type Disposition } from '../domain/inbox/disposition.ts';
import type { Incident } from '../domain/incident.ts';
import type { HandlingCommand, OperatorCommand, RoomCommand } from '../domain/inbox/operator-command.ts';
import { silentSince, stillAsked } from '../domain/sending/lane.ts';
import { readLaneReport } from '../ingest/lane-report.ts';
import { readPolicy } from '../ingest/policy-entry.ts';
import { addHand, archiveRoom, openRoom } from './incident/rooms.ts';
import { attend, doneBy } from './attention.ts';
import { formerReceivers } from './former-receivers.ts';
import { acknowledgeIncident } from './incident/acknowledging.ts';
import { resolveIncident, rootOf } from './incident/lifecycle.ts';
import { resolveInSentry } from './incident/sentry-back.ts';
import { mergeIncident, splitIncident, splitIssue } from './incident/regroup/regroup.ts';
import { lookAtOwnTrouble } from './own-trouble.ts';
import { keepQuietBy } from './quiet-by-rules.ts';
import type { Draft } from './state/draft.ts';

/** Applies an operator's command: to the incident that it names, or to its root where all of a storm is meant. */
export function applyCommand(draft: Draft, command: OperatorCommand): Disposition {
  const incident = draft.incident(command.incident);
  if (incident === null) return unknown(command.incident);
  switch (command.action) {
    case 'acknowledge':
    case 'resolve':
      return handle(draft, rootOf(draft, incident), command);
    case 'page':
    case 'assign':
    case 'mute':
    case 'unmute':
      return attend(draft, rootOf(draft, incident), command);
    case 'room':
    case 'archive':
      return commandRoom(draft, rootOf(draft, incident), command);
    case 'split':
      return command.issue === undefined
        ? splitIncident(draft, incident, command)
        : splitIssue(draft, incident, command.issue, command);
    case 'merge': {
      const into = draft.incident(command.into);
      return into === null ? unknown(command.into) : mergeIncident(draft, incident, into, command);
    }
  }
}

function unknown(incident: string): Disposition {
  return setAside({ code: 'no-such-incident', incident });
}

function handle(draft: Draft, root: Incident, command: HandlingCommand): Disposition {
  if (root.status === 'resolved') return setAside({ code: 'incident-resolved-already', incident: root.id });
  if (command.action === 'resolve') {
    resolveIncident(draft, root.id, {
      by: 'human',
      who: command.who,
      reason: { code: 'resolved-by-person', who: command.who },
    });
    resolveInSentry(draft, root.id, 'here');
    return counted(root.id, doneBy(command));
  }
  const { acknowledgedBy: first, acknowledgedAt: since } = root;
  const { now } = draft;
  const became = acknowledgeIncident(draft, root.id, {
    by: command.who,
    at: now,
    clock: 'here',
    receiver: null,
    toldAt: now,
  });
  if (became === 'known') return setAside({ code: 'acknowledged-already', incident: root.id, who: first });
  addHand(draft, root.id, command);
  if (became === 'first') return counted(root.id, doneBy(command));
  const { who, user = null } = command;
  return counted(root.id, { code: 'acknowledged-beside', who, user, first, since: since ?? now });
}

/** What is open is given a channel, and one that nobody needs any more is put away. */
function commandRoom(draft: Draft, root: Incident, command: RoomCommand): Disposition {
  const { id: incident } = root;
  if (command.action === 'archive') {
    if (root.status !== 'resolved' || root.room === undefined || root.room.archived !== null)
      return setAside({ code: 'no-room-to-archive', incident });
    archiveRoom(draft, root, command.who);
    return counted(incident, doneBy(command));
  }
  if (draft.policy.rooms === undefined) return setAside({ code: 'no-rooms-here' });
  if (root.status === 'resolved') return setAside({ code: 'incident-resolved-already', incident });
  if (drillOf(root.environmentClass) !== null) return setAside({ code: 'drill-is-no-trouble', incident });
  if (root.room !== undefined) return setAside({ code: 'room-there-already', incident });
  openRoom(draft, root, command.who);
  addHand(draft, incident, command);
  return counted(incident, doneBy(command));
}

/** A new policy holds for every later entry. */
export function applyPolicy(draft: Draft, body: string): Disposition {
  const policy = readPolicy(body);
  const meta = draft.meta();
  const former = formerReceivers(meta, policy, draft.now);
  draft.putMeta({ ...meta, policy, policySince: draft.now, former });
  keepQuietBy(draft, policy);
  for (const incident of draft.incidents()) if (incident.status !== 'resolved') draft.touch(incident.id);
  return setAside({ code: 'policy-taken' });
}

/** A lane went down or came back: incidents whose page depends on it say so in their messages. */
export function applyLaneReport(draft: Draft, body: string): Disposition {
  const { lane, state } = readLaneReport(body);
  draft.putLane(lane, state.kind === 'flowing' ? null : stillAsked(state, draft.lane(lane)));
  for (const incident of draft.incidentsAwake()) {
    if (incident.status !== 'resolved' && incident.parent === null && incident.page !== null)
      draft.touch(incident.id);
  }
  awaitUnseen(draft, lane);
  lookAtOwnTrouble(draft);
  return setAside({ code: 'lane-reported', lane, state: state.kind });
}

/** Has looked at what nobody can have seen once a chat has taken no message for long. */
function awaitUnseen(draft: Draft, lane: string): void {
  const id = `unseen:${lane}`;
  const since = silentSince(draft.lane(lane));
  const { unseenMs } = draft.policy.paging;
  if (since === null || unseenMs === 0) draft.dropTimer(id);
  else draft.putTimer({ id, kind: 'unseen', subject: lane, due: Math.max(draft.now, since + unseenMs) });
}
