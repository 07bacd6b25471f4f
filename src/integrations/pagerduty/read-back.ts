import { z } from 'zod';
import { webAddress } from '../../domain/text/web-address.ts';
import type { Finding } from '../../seams/inspector.ts';
import { findingOfOutcome, lookAgainMs } from '../../seams/outcome-finding.ts';
import { transportFailure } from '../../seams/transport-failure.ts';
import { listIncidents, type RestAccess, type RestAnswer } from './rest-wire.ts';

/** A 429 of the REST API says when it ends, unless something else than PagerDuty answered. */
const unnamedWaitSeconds = 5;
/** "960 requests per minute" (PagerDuty developer docs, REST API rate limits): no wait is longer than the minute. */
const longestWaitSeconds = 60;

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
    return answer.status === 200 ? findingOfList(answer.data, host) : findingOfStatus(answer, host);
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

function findingOfStatus({ status, reset }: RestAnswer, host: string): Finding {
  const answered = `${host} answered with HTTP ${status}`;
  if (status === 401 || status === 403) {
    const advice = 'Check PAGERDUTY_API_TOKEN: it is a REST API key, and a read-only one is enough.';
    const detail = `${answered}: it does not let this token read incidents. ${advice}`;
    return { kind: 'blind', code: 'token-refused', detail };
  }
  if (status === 429) {
    const seconds = waitSeconds(reset);
    const detail = `${answered}: wait ${seconds} s.`;
    return { kind: 'unknown', code: 'limited', detail, waitMs: seconds * 1000 };
  }
  // Only these say that asking again is of no use.
  if (status >= 300 && status < 500 && status !== 408) {
    const advice =
      'Check PAGERDUTY_API_URL (the EU has https://api.eu.pagerduty.com) and what stands between.';
    const detail = `${answered}, so incidents cannot be read back. ${advice}`;
    return { kind: 'blind', code: 'strange-answer', detail };
  }
  return { kind: 'unknown', code: 'provider-failing', detail: `${answered}.`, waitMs: lookAgainMs };
}

function waitSeconds(reset: string | null): number {
  const named = reset !== null && /^\d{1,6}$/.test(reset.trim()) ? Number(reset) : unnamedWaitSeconds;
  return Math.min(Math.max(1, named), longestWaitSeconds);
}
