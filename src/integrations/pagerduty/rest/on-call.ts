import { z } from 'zod';
import type { Clock } from '../../../seams/clock.ts';
import type { Finding } from '../../../seams/inspector.ts';
import type { Log } from '../../../seams/log.ts';
import type { OnCall, OnCallAnswer, OnCallPerson } from '../../../seams/on-call.ts';
import { findingOfOutcome, lookAgainMs } from '../../../seams/outcome-finding.ts';
import { transportFailure } from '../../../seams/transport-failure.ts';
import { oneLine } from '../text.ts';
import { findingOfStatus } from './refusal.ts';
import { askRest, type RestAccess, type RestAnswer } from './rest-wire.ts';

/** What finding out needs. */
interface OnCallOptions {
  readonly rest: RestAccess;
  /** Id of the service that pages belong to; null: the operator does not say. */
  readonly service: string | null;
  /** Id of the escalation policy that a page is known to have gone by; null: none is known. */
  readonly policySeen: () => string | null;
  readonly clock: Pick<Clock, 'now' | 'realTimeout'>;
  readonly log: Log;
}

const second = 1_000;
const timeoutMs = 5 * second;
/** One call in this time, of the 960 a minute that an account has in all. */
const freshMs = 60 * second;
/** A shift may have ended meanwhile: what is older is not believed any more. */
const oldestMs = 15 * 60 * second;
/** A service seldom changes its escalation policy. */
const policyFreshMs = 60 * 60 * second;
const afterFailureMs = 15 * second;
const longestName = 80;
const mostPeople = 50;

const service = z.object({ service: z.object({ escalation_policy: z.object({ id: z.string().min(1) }) }) });

/** `GET /oncalls` (PagerDuty REST API, "List all of the on-calls"): without times, of now. */
const onCalls = z.object({
  oncalls: z.array(
    z.object({
      user: z.object({ summary: z.string().nullable().catch(null) }),
      escalation_level: z.number().int().min(1),
      end: z.string().nullable().catch(null),
    }),
  ),
});

/** Whether it is known, or why not and whether asking again may help. */
type Asked<T> = { readonly told: T } | { readonly told: null; readonly why: Finding & { detail: string } };

type Known = Extract<OnCallAnswer, { kind: 'known' }>;

/** Asks PagerDuty's REST API who is on call for the service that is paged. */
export function createPagerDutyOnCall(options: OnCallOptions): OnCall {
  const { clock, log } = options;
  let known: Known | null = null;
  let reason: string | null = null;
  let askFrom = -Infinity;
  let asking: Promise<void> | null = null;
  const policyOf = policies(options);

  async function learn(): Promise<void> {
    const asked = await find(options, policyOf);
    const now = clock.now();
    if (asked.told !== null) {
      known = { kind: 'known', people: asked.told, at: now };
      reason = null;
      askFrom = now + freshMs;
      return;
    }
    const { why } = asked;
    if (why.detail !== reason) log.warn({ why: why.detail }, 'PagerDuty did not tell who is on call.');
    reason = why.detail;
    askFrom = now + Math.max(afterFailureMs, why.kind === 'unknown' ? why.waitMs : 0);
  }

  function answer(): OnCallAnswer {
    if (known !== null && clock.now() - known.at <= oldestMs) return known;
    return { kind: 'unknown', reason: reason ?? 'PagerDuty has not been asked yet.' };
  }

  return {
    whoIsOnCall: async () => {
      if (asking === null && clock.now() >= askFrom) asking = learn().finally(() => (asking = null));
      await asking;
      return answer();
    },
  };
}

async function find(
  options: OnCallOptions,
  policyOf: () => Promise<Asked<string>>,
): Promise<Asked<readonly OnCallPerson[]>> {
  const policy = await policyOf();
  if (policy.told === null) return policy;
  const queryParameters = { 'escalation_policy_ids[]': [policy.told], limit: '100' };
  const read = await ask(options, { path: '/oncalls', queryParameters }, onCalls);
  return read.told === null ? read : { told: peopleIn(read.told) };
}

function peopleIn({ oncalls }: z.infer<typeof onCalls>): readonly OnCallPerson[] {
  const people = new Map<string, OnCallPerson>();
  for (const { user, escalation_level: level, end } of oncalls) {
    const name = oneLine(user.summary ?? '', longestName);
    const until = end === null || Number.isNaN(Date.parse(end)) ? null : Date.parse(end);
    if (name !== '') people.set(`${level} ${name}`, { name, level, until });
  }
  return [...people.values()]
    .sort((a, b) => a.level - b.level || (a.name < b.name ? -1 : 1))
    .slice(0, mostPeople);
}

/** The escalation policy that pages go by: that of the service which is configured, else the one that was seen. */
function policies(options: OnCallOptions): () => Promise<Asked<string>> {
  const { service: id, policySeen, clock } = options;
  let found: { readonly policy: string; readonly at: number } | null = null;
  return async () => {
    if (id === null) {
      const seen = policySeen();
      return seen === null ? { told: null, why: noPolicy } : { told: seen };
    }
    const now = clock.now();
    if (found !== null && now - found.at < policyFreshMs) return { told: found.policy };
    const read = await ask(options, { path: `/services/${encodeURIComponent(id)}` }, service, 404);
    if (read.told === null) return read.why.kind === 'no' ? { told: null, why: noService(id) } : read;
    found = { policy: read.told.service.escalation_policy.id, at: now };
    return { told: found.policy };
  };
}

const noPolicy: Finding = {
  kind: 'blind',
  code: 'no-sight',
  detail:
    'PagerDuty has told of no page yet by whose escalation policy it goes. Set PAGERDUTY_SERVICE_ID, the last part of the address of its page in PagerDuty (P…).',
};

function noService(id: string): Finding {
  return {
    kind: 'no',
    code: 'strange-answer',
    detail: `PagerDuty knows no service ${id}. Check PAGERDUTY_SERVICE_ID: it is the last part of the address of the service's page in PagerDuty (P…).`,
  };
}

/** @param absent The status that says that there is no such thing. */
async function ask<T>(
  { rest, clock }: OnCallOptions,
  reading: Parameters<typeof askRest>[1],
  schema: z.ZodType<T>,
  absent?: number,
): Promise<Asked<T>> {
  const { host } = new URL(rest.apiUrl);
  let answer: RestAnswer;
  try {
    answer = await askRest(rest, reading, AbortSignal.timeout(clock.realTimeout(timeoutMs)));
  } catch (error) {
    return { told: null, why: findingOfOutcome(transportFailure(error, host)) };
  }
  if (answer.status === absent)
    return { told: null, why: { kind: 'no', code: 'strange-answer', detail: '' } };
  if (answer.status !== 200) return { told: null, why: findingOfStatus(answer, host, 'read who is on call') };
  const read = schema.safeParse(answer.data);
  if (read.success) return { told: read.data };
  const detail = `${host} answered with something that is not what was asked for. If that stays so, check PAGERDUTY_API_URL and what stands between.`;
  return { told: null, why: { kind: 'unknown', code: 'strange-answer', detail, waitMs: lookAgainMs } };
}
