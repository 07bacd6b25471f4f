import { createHash } from 'node:crypto';
import { unstamped, type Delivery } from '../domain/entry.ts';

/** What an operator asks of an incident; the brain reads it back out of the inbox. */
export interface OperatorCommand {
  readonly action: 'acknowledge' | 'resolve';
  readonly incident: string;
  /** Who asked, for the timeline, for example `operator`. */
  readonly who: string;
}

/**
 * The inbox delivery of a command: source `operator`, kind the action, body `{ action, incident, who, id }`.
 * The id is part of the body, so that the same command given again later is not taken for a duplicate.
 */
export function operatorDelivery(command: OperatorCommand, id: string, verifiedBy: string): Delivery {
  const body = JSON.stringify({ action: command.action, incident: command.incident, who: command.who, id });
  return {
    source: 'operator',
    id,
    kind: command.action,
    body,
    digest: createHash('sha256').update(`${command.action}\n${body}`).digest('hex'),
    verifiedBy,
    ...unstamped,
  };
}
