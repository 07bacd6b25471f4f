import { z } from 'zod';
import { webAddress } from '../../../domain/text/web-address.ts';
import type { Finding } from '../../../seams/inspector.ts';
import { findingOfOutcome, lookAgainMs } from '../../../seams/outcome-finding.ts';
import { transportFailure } from '../../../seams/transport-failure.ts';
import { findingOfStatus } from './refusal.ts';
import { listIncidents, type RestAccess } from './rest-wire.ts';

const longestLink = 500;

const incident = z.object({
  incident_number: z.number().int().nullable().catch(null),
  status: z.enum(['triggered', 'acknowledged', 'resolved']).nullable().catch(null),
  html_url: z.string().nullable().catch(null),
});

const listed = z.object({ incidents: z.array(incident) });

/** Looks for the incident of a dedup key. Never rejects; `timeoutMs` is real and bounds everything. */
export async function readBackIncident(
  rest: RestAccess,
  dedupKey: string,
  timeoutMs: number,
): Promise<Finding> {
  const { host } = new URL(rest.apiUrl);
  try {
    const answer = await listIncidents(rest, dedupKey, AbortSignal.timeout(timeoutMs));
    return answer.status === 200
      ? findingOfList(answer.data, host)
      : findingOfStatus(answer, host, 'read incidents back');
  } catch (error) {
    return findingOfOutcome(transportFailure(error, host));
  }
}

function findingOfList(data: unknown, host: string): Finding {
  const read = listed.safeParse(data);
  if (!read.success) {
    const detail = `${host} answered with something that is not a list of incidents. If that stays so, check PAGERDUTY_API_URL and what stands between.`;
    return { kind: 'unknown', code: 'strange-answer', detail, waitMs: lookAgainMs };
  }
  // Newest first; one that is still open is the one that people see.
  const { incidents } = read.data;
  const shown = incidents.find(({ status }) => status !== 'resolved') ?? incidents[0];
  if (shown === undefined) {
    const detail =
      'PagerDuty took the event (202), but shows no incident for it yet: is the service disabled, or does an orchestration rule suppress it?';
    return { kind: 'no', code: 'no-incident', detail };
  }
  const { incident_number: number, status, html_url } = shown;
  const name = number === null ? 'an incident' : `incident #${number}`;
  const detail = `PagerDuty shows ${name} for it${status === null ? '' : ` (${status})`}.`;
  // The address goes to people, so it is one that they can follow safely, or none.
  const link = html_url === null ? null : webAddress(html_url, { longest: longestLink });
  return { kind: 'yes', detail, link: link?.href ?? null };
}
