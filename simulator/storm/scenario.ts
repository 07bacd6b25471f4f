import { z } from 'zod';
import { faultSpecSchema } from '../faults/fault-spec.ts';
import { aloneSchema } from './alone-plan.ts';
import { duration, span } from './duration.ts';
import { outageSchema } from './outage-plan.ts';
import { personSchema } from './people-plan.ts';

const level = z.enum(['debug', 'info', 'warning', 'error', 'fatal']);

/** `file:line function module` facts of one frame, oldest call first; placeholders are filled in. */
const frame = z.strictObject({
  file: z.string(),
  function: z.string(),
  module: z.string().optional(),
  line: z.number().int().positive().default(1),
  inApp: z.boolean().default(true),
});

const exception = z.strictObject({ type: z.string(), message: z.string(), module: z.string().optional() });

/** One way in which software words a failure: the templates of an error and where it is thrown. */
const family = z.strictObject({
  /** Platforms (`node`, `python`, `java`, `go`, `javascript`, …) that word it so; all when absent. */
  platforms: z.array(z.string()).optional(),
  level: level.default('error'),
  /** The outermost exception; a family without one is a message event. */
  exception: exception.optional(),
  /** What the outermost exception was caused by, root cause last. */
  causedBy: z.array(exception).default([]),
  /** The text of a message event (when there is no exception). */
  message: z.string().optional(),
  /** In-app and library frames of the outermost exception, oldest call first. */
  frames: z.array(frame).default([]),
  culprit: z.string().default('{transaction}'),
  /** A failing HTTP call that the SDK left as a breadcrumb. */
  breadcrumb: z
    .strictObject({ url: z.string(), status: z.number().int().nullable().default(null) })
    .optional(),
  tags: z.record(z.string(), z.string()).default({}),
  /** True for what breaks only because something else broke: never the first failure of a service that has others. */
  follows: z.boolean().default(false),
});

const service = z.strictObject({
  name: z.string(),
  platform: z.string(),
  release: z.string().nullable().default(null),
  /** Whether errors carry the `service` tag; otherwise the Sentry project alone names the service. */
  tagged: z.boolean().default(true),
  transactions: z.array(z.string()).min(1),
});

const rule = z.strictObject({
  label: z.string(),
  /** Fires on the first event of an issue, or on every event. */
  when: z.enum(['new', 'every']),
  /** Only on these levels; all when absent. */
  levels: z.array(level).optional(),
  services: z.array(z.string()).optional(),
});

/** Failures that have nothing to do with each other: each is a new issue with a few events. */
const background = z.strictObject({
  id: z.string(),
  /** Failures (new issues) a minute. */
  perMinute: z.number().positive(),
  services: z.array(z.string()).min(1),
  families: z.array(z.string()).min(1),
  environment: z.string().optional(),
  /** Fewest and most events of one failure, spread over a minute. */
  events: z.tuple([z.number().int().positive(), z.number().int().positive()]).default([1, 3]),
  from: duration.default(0),
  until: duration.optional(),
  /** A page (of its own, or one it joins) is expected for each. */
  paged: z.boolean().default(false),
  resolves: z.strictObject({ after: duration, within: duration }).optional(),
  /** Comments on these issues a minute. */
  commentsPerMinute: z.number().nonnegative().default(0),
});

/** Something that happens to the relay or to a service in the middle of it; exactly one of the actions. */
const happening = z
  .strictObject({
    at: span,
    switchSecret: z.literal(true).optional(),
    kill: z.strictObject({ down: duration }).optional(),
    /** As `npm run fakes` takes it, without a window: that is `at` and `for`. */
    fault: faultSpecSchema.omit({ window: true }).optional(),
    /** How long a fault stays. */
    for: duration.optional(),
  })
  .refine(
    (one) => [one.switchSecret, one.kill, one.fault].filter((action) => action !== undefined).length === 1,
    {
      message: 'needs exactly one of switchSecret, kill, fault',
    },
  )
  .refine((one) => one.fault === undefined || one.for !== undefined, {
    message: 'a fault needs "for": how long it stays',
  });

const requiredCheck = z.union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))]);

/** What several scenarios share: a company with its services, rules and wordings. */
export const worldSchema = z.strictObject({
  org: z.string(),
  /** Lists for placeholders: `{cache}` takes one of `values.cache`. */
  values: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  services: z.array(service).default([]),
  rules: z.array(rule).default([]),
  families: z.record(z.string(), family).default({}),
});

/** A world as its file describes it. */
export type World = z.infer<typeof worldSchema>;

/** The YAML shape of a scenario; durations become virtual milliseconds. */
export const scenarioSchema = z.strictObject({
  title: z.string(),
  /** A file of `worlds/` to build on; what the scenario adds under the same name replaces the world's. */
  world: z.string().optional(),
  org: z.string().optional(),
  environment: z.string().default('production'),
  /** Whether the organisation subscribed to `error.created` (Sentry's Business plan). */
  errorCreated: z.boolean().default(true),
  /** When the timeline ends; nothing is sent after it. */
  length: duration,
  values: worldSchema.shape.values,
  services: worldSchema.shape.services,
  rules: worldSchema.shape.rules,
  families: worldSchema.shape.families,
  outages: z.array(outageSchema).default([]),
  alone: z.array(aloneSchema).default([]),
  background: z.array(background).default([]),
  happenings: z.array(happening).default([]),
  people: z.array(personSchema).default([]),
  /** PagerDuty tells the relay what happens there: each webhook so often, and late by up to so long. */
  pagerdutyWebhooks: z
    .strictObject({ copies: z.number().int().min(1).max(5).default(1), lateBy: duration.default(0) })
    .optional(),
  /** The relay may ask Sentry's Web API. */
  asksSentry: z.boolean().default(false),
  /** Slack has brought its newest blocks to the workspace. */
  newBlocks: z.boolean().default(false),
  /** The relay tells a program of incidents (Standard Webhooks). */
  tellsProgram: z.boolean().default(false),
  /** Two receivers: who else is woken when nobody has acknowledged for so long. */
  escalates: z.strictObject({ after: duration }).optional(),
  /** Which incidents get a channel of their own; the relay may then ask PagerDuty who is on call. */
  ownChannels: z.enum(['storms', 'asked']).optional(),
  checks: z.array(requiredCheck).min(1),
});

/** One scenario as its file describes it. */
export type ScenarioPlan = z.infer<typeof scenarioSchema>;
/** One service of a scenario. */
export type Service = World['services'][number];
/** One way in which a failure is worded. */
export type Family = World['families'][string];
/** One stream of unrelated failures. */
export type BackgroundPlan = ScenarioPlan['background'][number];
/** A check a scenario asks for: its name and parameters. */
export interface RequiredCheck {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A scenario that was read and found sound. */
export interface Scenario extends Omit<ScenarioPlan, 'checks' | 'world' | 'org'> {
  readonly name: string;
  readonly org: string;
  readonly checks: readonly RequiredCheck[];
}
