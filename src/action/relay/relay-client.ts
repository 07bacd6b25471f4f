import type { DrillResult, DrillScenario, DrillSubject } from '../../domain/drill.ts';
import type { DrillTicket } from '../../domain/drill-report.ts';
import type * as z from 'zod/mini';
import { call, type CallBounds, type Called, type RelayAccess, type Request } from './call.ts';
import type { SignedAlert } from './payload.ts';
import { doneShape, notesShape, reportShape, ticketShape, type ReportSeen } from './relay-answers.ts';

/** What changed, for `POST /api/deploys`. */
export interface Deploy extends DrillSubject {
  readonly what: string | null;
  readonly compareUrl: string | null;
  readonly runUrl: string | null;
}

/** What `POST /api/synthetics` is asked. */
interface DrillRequest {
  readonly scenario: DrillScenario;
  readonly alerts: number;
  readonly subject: DrillSubject;
}

/** What `POST /api/synthetics/:id/end` is told. */
export interface DrillEnd {
  readonly result: Exclude<DrillResult, 'expired'>;
  /** At most 300 characters. */
  readonly summary: string;
}

/** The relay, as CI sees it. */
export type RelayClient = ReturnType<typeof createRelayClient>;

/** A client for one relay. Its methods never reject: failures are values. */
export function createRelayClient(access: RelayAccess) {
  const { token, redactor } = access;
  const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
  const json = { ...authorization, 'content-type': 'application/json' };
  const post = (path: string, body: object): Request => ({
    method: 'POST',
    path,
    headers: json,
    body: JSON.stringify(body),
  });
  const drill = (id: string): string => `/api/synthetics/${encodeURIComponent(id)}`;
  // Cleaned before it is read: should a secret be part of a state's name, that state then proves nothing.
  const clean =
    <T>(shape: z.ZodMiniType<T>) =>
    (body: unknown): T | null =>
      shape.safeParse(redactor.deep(body)).data ?? null;
  // The only answer that holds a secret of its own. Whoever knows the nonce still needs the drill secret, but that is
  // no reason to show it.
  const readTicket = (body: unknown): DrillTicket | null => {
    const ticket = ticketShape.safeParse(body).data ?? null;
    if (ticket !== null) redactor.hide(ticket.nonce);
    return ticket;
  };
  return {
    /** Answers with what the relay has to say about it. */
    recordDeploy: (deploy: Deploy, bounds: CallBounds): Promise<Called<readonly string[]>> =>
      call(access, post('/api/deploys', deploy), bounds, clean(notesShape)),
    register: (request: DrillRequest, bounds: CallBounds): Promise<Called<DrillTicket>> =>
      call(access, post('/api/synthetics', request), bounds, readTicket),
    // Not our token: a webhook of Sentry's brings none, and the drill has to pass the same door.
    alert: (alert: SignedAlert, bounds: CallBounds): Promise<Called<'done'>> =>
      call(access, { method: 'POST', path: '/webhooks/sentry', ...alert }, bounds, clean(doneShape)),
    report: (id: string, bounds: CallBounds): Promise<Called<ReportSeen>> => {
      const request = { method: 'GET', path: drill(id), headers: authorization, body: null } as const;
      return call(access, request, bounds, clean(reportShape));
    },
    end: (id: string, end: DrillEnd, bounds: CallBounds): Promise<Called<'done'>> =>
      call(access, post(`${drill(id)}/end`, end), bounds, clean(doneShape)),
  };
}
