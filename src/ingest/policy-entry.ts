import { z } from 'zod';
import { broadcasts } from '../domain/sending/broadcast.ts';
import type { Delivery } from '../domain/inbox/entry.ts';
import { defaultPolicy, type Policy } from '../domain/policy.ts';
import { ownBody, readOwnBody } from './own-body.ts';
import { causeRulesBody, inhibitRulesBody, maintenanceBody, routingBody } from './routing-body.ts';
import { selfDelivery } from './self-delivery.ts';

const { storm, paging, resolve } = defaultPolicy;

/** A number that relays before it may not have known. */
const number = (today: number): z.ZodDefault<z.ZodNumber> => z.number().default(today);

const kind = z.enum(['chat', 'pager', 'notes', 'rooms', 'hook', 'fallback']);

const receivers = z
  .array(
    z.object({
      id: z.string(),
      kind,
      lane: z.string(),
      credential: z.string(),
      beside: z.string().exactOptional(),
    }),
  )
  .default([]);

const names = z.array(z.string());

const policy: z.ZodType<Policy> = z.object({
  receivers,
  drillReceivers: receivers,
  environments: z.object({ production: names, quiet: names }).default({ production: [], quiet: [] }),
  leaving: receivers,
  resolveInSentry: z.enum(['here', 'everywhere']).exactOptional(),
  shadows: z.array(z.object({ id: z.string(), kind })).exactOptional(),
  routing: routingBody.exactOptional(),
  ownTrouble: z.string().exactOptional(),
  rooms: z.object({ when: z.enum(['storms', 'asked']), prefix: z.string() }).exactOptional(),
  runbooks: z.record(z.string(), z.string()).exactOptional(),
  owners: z.record(z.string(), z.string()).exactOptional(),
  severities: z.record(z.string(), z.enum(['critical', 'error', 'warning', 'info'])).exactOptional(),
  causeRules: causeRulesBody.exactOptional(),
  inhibitRules: inhibitRulesBody.exactOptional(),
  maintenance: maintenanceBody.exactOptional(),
  storm: z
    .object({
      windowMs: number(storm.windowMs),
      minIssues: number(storm.minIssues),
      minServices: number(storm.minServices),
      minLoudIssues: number(storm.minLoudIssues),
      minReleaseIssues: number(storm.minReleaseIssues),
      minAlertsInAll: number(storm.minAlertsInAll),
      minIssuesInAll: number(storm.minIssuesInAll),
      quietMs: number(storm.quietMs),
      releaseAgeMs: number(storm.releaseAgeMs),
      softMs: number(storm.softMs),
      activeMs: number(storm.activeMs),
      groupWaitMs: number(storm.groupWaitMs),
      stormGroupWaitMs: number(storm.stormGroupWaitMs),
      surprise: number(storm.surprise),
      baselineHalfLifeMs: number(storm.baselineHalfLifeMs),
      countsNewcomers: z.boolean().exactOptional(),
      namesApart: z.boolean().exactOptional(),
      failuresOnly: z.boolean().exactOptional(),
      enduresSteadily: z.boolean().exactOptional(),
    })
    .prefault({}),
  paging: z
    .object({
      levels: names.default([...paging.levels]),
      eventsAMinute: number(paging.eventsAMinute),
      forMinutes: number(paging.forMinutes),
      staleMs: number(paging.staleMs),
      capPages: number(paging.capPages),
      capWindowMs: number(paging.capWindowMs),
      againMs: number(paging.againMs),
      anewMs: number(paging.anewMs),
      growth: z
        .object({
          factor: number(paging.growth.factor),
          notBeforeMs: number(paging.growth.notBeforeMs),
          everyMs: number(paging.growth.everyMs),
        })
        .prefault({}),
      secondWave: z.boolean().default(paging.secondWave),
      growthEndsMute: z.boolean().default(paging.growthEndsMute),
      collectorEveryMs: number(paging.collectorEveryMs),
      pagerTells: z.boolean().default(paging.pagerTells),
      unheard: z.boolean().default(paging.unheard),
      unseenMs: number(paging.unseenMs),
      tellsDeploys: z.boolean().default(paging.tellsDeploys),
    })
    .prefault({}),
  broadcast: z.array(z.enum(broadcasts)).exactOptional(),
  resolve: z
    .object({
      foldMs: number(resolve.foldMs),
      quietMs: number(resolve.quietMs),
      quietMinEvents: number(resolve.quietMinEvents),
      forgetMs: number(resolve.forgetMs),
    })
    .prefault({}),
});

/** The inbox delivery of a policy that holds from now on. */
export function policyDelivery(told: Policy, id: string): Delivery {
  return selfDelivery('policy', ownBody(told), id);
}

/** Reads a policy out of an entry. @throws Error when the body is none. */
export function readPolicy(body: string): Policy {
  return readOwnBody(policy, body, 'policy');
}

/** The same of what somebody has written by hand; or what is wrong with it, in words of `error`. */
export function policyIn(written: unknown, error: z.core.$ZodErrorMap): z.ZodSafeParseResult<Policy> {
  return policy.safeParse(written, { error });
}

/** Whether two policies say the same, in whatever order they were put together. */
export function samePolicy(one: Policy, other: Policy): boolean {
  return JSON.stringify(policy.parse(one)) === JSON.stringify(policy.parse(other));
}
