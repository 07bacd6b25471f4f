import type { Request } from 'express';
import { jsonAnswer, type Answer } from '../../faults/fault-plan.ts';
import type { PagerDutyIncident } from '../../observed.ts';
import type { Account, StoredIncident } from './account.ts';

/** Answers a call that was let in. */
export type Handler = (account: Account, request: Request) => Answer;

/** The incident that a path names. */
export function incidentOf(account: Account, request: Request): StoredIncident | undefined {
  const id = request.params['id'];
  return account.incidents.find((incident: PagerDutyIncident) => incident.id === id);
}

/** What was asked for. */
export function queryOf(request: Request): URLSearchParams {
  return new URL(request.originalUrl, 'http://fake').searchParams;
}

/** There is no such thing. */
export function notFound(): Answer {
  return problem(404, 2100, 'Not Found');
}

/** A refusal, as the REST API words one. */
export function problem(
  status: number,
  code: number,
  message: string,
  errors: readonly string[] = [],
): Answer {
  return jsonAnswer(status, { error: { message, code, ...(errors.length > 0 && { errors }) } });
}
