import { createHash } from 'node:crypto';
import { unstamped, type Delivery } from '../domain/entry.ts';
import type { OperatorCommand } from '../domain/operator-command.ts';

/**
 * The inbox delivery of a command: source `operator`, kind the action, body the command and `id`.
 * The id is part of the body, so that the same command given again later is not taken for a duplicate.
 */
export function operatorDelivery(command: OperatorCommand, id: string, verifiedBy: string): Delivery {
  const body = JSON.stringify({ ...command, id });
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

/** Reads a command out of an entry. @throws Error when the body is none. */
export function readOperatorCommand(body: string): OperatorCommand {
  const value: unknown = JSON.parse(body);
  if (isCommand(value)) return value;
  throw new Error(
    'An operator command needs action (acknowledge, resolve, split or merge), incident and who; merge needs into; split and merge may say why.',
  );
}

function isCommand(value: unknown): value is OperatorCommand {
  if (typeof value !== 'object' || value === null) return false;
  const { action, incident, who, into, why } = value as Partial<Record<string, unknown>>;
  if (typeof incident !== 'string' || typeof who !== 'string') return false;
  const reasoned = why === null || typeof why === 'string';
  switch (action) {
    case 'acknowledge':
    case 'resolve':
      return true;
    case 'split':
      return reasoned;
    case 'merge':
      return reasoned && typeof into === 'string';
    default:
      return false;
  }
}
