import { z } from 'zod';
import type { CauseRule } from '../domain/routing/cause-rule.ts';
import type { InhibitRule } from '../domain/routing/inhibit-rule.ts';
import type { Maintenance } from '../domain/routing/maintenance.ts';
import type { Matcher } from '../domain/routing/matcher.ts';
import type { PageCondition, Route, Routing } from '../domain/routing/route.ts';
import type { TimeInterval } from '../domain/routing/time-interval.ts';

const label = z.string();

/** A condition on labels, as bodies keep it. */
export const matcherBody: z.ZodType<Matcher> = z.union(
  [
    z.object({ label, op: z.enum(['=', '!=']), value: z.string() }),
    z.object({ label, op: z.enum(['in', 'not-in']), values: z.array(z.string()) }),
    z.object({ label, op: z.enum(['=~', '!~']), pattern: z.string() }),
    z.object({ label, op: z.enum(['>=', '<']), number: z.number() }),
  ],
  'Write a matcher, for example {"label": "service", "op": "=", "value": "checkout"}.',
);

const condition: z.ZodType<PageCondition> = z.discriminatedUnion(
  'code',
  [
    z.object({ code: z.literal('storm') }),
    z.object({ code: z.literal('outage') }),
    z.object({ code: z.literal('level'), level: z.string() }),
    z.object({ code: z.literal('metric'), severity: z.enum(['critical', 'warning']) }),
    z.object({ code: z.literal('rate'), eventsAMinute: z.number(), forMs: z.number() }),
    z.object({ code: z.literal('users'), users: z.number() }),
  ],
  'Write a condition, for example {"code": "level", "level": "fatal"}.',
);

const names = z.array(z.string());

const route: z.ZodType<Route> = z.object({
  receiver: z.string(),
  matchers: z.array(matcherBody),
  continue: z.boolean(),
  muteTimeIntervals: names,
  activeTimeIntervals: names,
  holdMs: z.number(),
  groupWaitMs: z.number().exactOptional(),
  updateEveryMs: z.number().exactOptional(),
  repeatEveryMs: z.number().exactOptional(),
  escalate: z.object({ unacknowledgedForMs: z.number(), to: z.string() }).nullable(),
  get routes() {
    return z.array(route);
  },
});

const spans = z.array(z.object({ from: z.number(), to: z.number() })).exactOptional();

const interval: z.ZodType<TimeInterval> = z.object({
  times: spans,
  weekdays: spans,
  daysOfMonth: spans,
  months: spans,
  years: spans,
  location: z.string().exactOptional(),
});

/** What the operator knows of causes, as a policy's entry keeps it. */
export const causeRulesBody: z.ZodType<readonly CauseRule[]> = z.array(
  z.object({ name: z.string(), matchers: z.array(matcherBody), key: z.string() }),
);

/** What need not be told while something else goes on, as a policy's entry keeps it. */
export const inhibitRulesBody: z.ZodType<readonly InhibitRule[]> = z.array(
  z.object({
    name: z.string(),
    source: z.array(matcherBody),
    target: z.array(matcherBody),
    equal: names,
  }),
);

/** Work that is known beforehand, as a policy's entry keeps it. */
export const maintenanceBody: z.ZodType<readonly Maintenance[]> = z.array(
  z.object({
    name: z.string(),
    matchers: z.array(matcherBody),
    reason: z.string(),
    from: z.number().exactOptional(),
    until: z.number().exactOptional(),
    intervals: z.array(interval).exactOptional(),
  }),
);

/** Who is told of what, as a policy's entry keeps it. */
export const routingBody: z.ZodType<Routing> = z.object({
  receivers: z.array(
    z.object({
      name: z.string(),
      surfaces: names,
      pageWhen: z.array(condition).nullable(),
      mentionOnPage: z.string().nullable(),
      shadow: z.boolean(),
    }),
  ),
  route,
  intervals: z.record(z.string(), z.array(interval)),
});
