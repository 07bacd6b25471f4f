import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unstamped, type Delivery } from '../../../domain/inbox/entry.ts';
import type { Clock } from '../../../seams/clock.ts';
import { findingOfOutcome, lookAgainMs } from '../../../seams/outcome-finding.ts';
import type { PageReader } from '../../../seams/page-reader.ts';
import { transportFailure } from '../../../seams/transport-failure.ts';
import { findingOfStatus } from './refusal.ts';
import { listIncidents, type RestAccess, type RestAnswer } from './rest-wire.ts';

/** The kind of entry that an answer becomes. */
export const readKind = 'rest-incident';

const timeoutMs = 5_000;

/** Only that they are there: what is in one is read behind the inbox, like a webhook. */
const listed = z.object({ incidents: z.array(z.looseObject({ id: z.string() })) });

/** Reads the incident of a page out of PagerDuty's REST API. */
export function createPageReader(rest: RestAccess, clock: Pick<Clock, 'now' | 'realTimeout'>): PageReader {
  const { host } = new URL(rest.apiUrl);
  return {
    read: async (handle) => {
      let answer: RestAnswer;
      try {
        answer = await listIncidents(rest, handle, AbortSignal.timeout(clock.realTimeout(timeoutMs)));
      } catch (error) {
        return untold(findingOfOutcome(transportFailure(error, host)));
      }
      if (answer.status !== 200) return untold(findingOfStatus(answer, host, 'read incidents back'));
      const read = listed.safeParse(answer.data);
      const incident = read.success ? read.data.incidents[0] : undefined;
      if (incident === undefined) return { kind: 'untold', waitMs: lookAgainMs };
      return { kind: 'told', delivery: deliveryOf(handle, incident, clock.now()) };
    },
  };
}

function untold(finding: ReturnType<typeof findingOfOutcome>): Awaited<ReturnType<PageReader['read']>> {
  return { kind: 'untold', waitMs: finding.kind === 'unknown' ? finding.waitMs : lookAgainMs };
}

/** Of PagerDuty's answer only what the relay reads of it: the rest may be long. */
function deliveryOf(
  handle: string,
  { id, html_url, status, created_at, assignments, escalation_policy }: Readonly<Record<string, unknown>>,
  at: number,
): Delivery {
  const incident = { id, html_url, status, created_at, assignments, escalation_policy };
  const body = JSON.stringify({ dedup_key: handle, read_at: at, incident });
  const digest = createHash('sha256').update(`${readKind}\n${body}`).digest('hex');
  const name = { source: 'pagerduty', id: digest, kind: readKind } as const;
  return { ...name, body, digest, verifiedBy: 'self', ...unstamped };
}
