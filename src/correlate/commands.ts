import type { Disposition } from '../domain/entry.ts';
import type { LaneState } from '../domain/lane.ts';
import { formerReceivers } from './former-receivers.ts';
import type { Policy } from '../domain/policy.ts';
import type { OperatorCommand } from '../ingest/operator-command.ts';
import type { Draft } from './draft.ts';
import { acknowledgeIncident, resolveIncident, rootOf } from './lifecycle.ts';

/** What dispatch reports of a lane; the body of a `lane` entry. */
export interface LaneReport {
  readonly lane: string;
  readonly state: LaneState;
}

/** Applies an operator's command to the root of the incident that it names. */
export function applyCommand(draft: Draft, body: string): Disposition {
  const command = parseCommand(body);
  const incident = draft.incident(command.incident);
  if (incident === null)
    return { kind: 'set-aside', reason: `There is no incident ${command.incident} in memory.` };
  const root = rootOf(draft, incident);
  if (root.status === 'resolved')
    return { kind: 'set-aside', reason: `Incident ${root.id} is resolved already.` };
  if (command.action === 'resolve') {
    resolveIncident(draft, root.id, { by: 'human', who: command.who, reason: `Resolved by ${command.who}.` });
  } else {
    acknowledgeIncident(draft, root.id, command.who);
  }
  return { kind: 'counted', incident: root.id, reason: `${command.action} by ${command.who}` };
}

/** A new policy holds for every later entry. */
export function applyPolicy(draft: Draft, body: string): Disposition {
  // The body was written by this relay's own compiler, which validated it.
  const policy = JSON.parse(body) as Policy;
  const meta = draft.meta();
  draft.putMeta({ ...meta, policy, former: formerReceivers(meta, policy, draft.now) });
  for (const incident of draft.incidents()) if (incident.status !== 'resolved') draft.touch(incident.id);
  return { kind: 'set-aside', reason: 'A new policy.' };
}

/** A lane went down or came back: incidents whose page depends on it say so in their messages. */
export function applyLaneReport(draft: Draft, body: string): Disposition {
  const report = JSON.parse(body) as LaneReport;
  draft.putLane(report.lane, report.state.kind === 'flowing' ? null : report.state);
  for (const incident of draft.incidents()) {
    if (incident.status !== 'resolved' && incident.parent === null && incident.page !== null)
      draft.touch(incident.id);
  }
  return { kind: 'set-aside', reason: `Lane ${report.lane} is ${report.state.kind}.` };
}

function parseCommand(body: string): OperatorCommand {
  const value: unknown = JSON.parse(body);
  if (isCommand(value)) return value;
  throw new Error('An operator command needs action (acknowledge or resolve), incident and who.');
}

function isCommand(value: unknown): value is OperatorCommand {
  if (typeof value !== 'object' || value === null) return false;
  const { action, incident, who } = value as Partial<Record<keyof OperatorCommand, unknown>>;
  return (
    (action === 'acknowledge' || action === 'resolve') &&
    typeof incident === 'string' &&
    typeof who === 'string'
  );
}
