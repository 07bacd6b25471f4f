import { z } from 'zod';
import { duration, span } from './duration.ts';

/** When something happens, and whether a correct relay gets somebody woken for it. */
const moment = { at: span, wakes: z.boolean().default(false) };

/** What befalls one Sentry issue: events, or Sentry's word on its status. */
const issueStep = z.strictObject({
  ...moment,
  does: z.enum(['fires', 'resolved', 'reopened', 'regressed', 'escalating']),
  /** Events, the first at once and the others within the time. */
  times: z.number().int().positive().default(1),
  within: duration.default(10_000),
  /** Where the events happen; where the trouble does when absent. A Sentry issue spans environments. */
  environment: z.string().optional(),
});

const metricStep = z.strictObject({ ...moment, does: z.enum(['critical', 'warning', 'resolved']) });

const common = { id: z.string(), service: z.string(), environment: z.string().optional() };
/** Which webhooks a monitor's owner has subscribed to. */
const through = z
  .array(z.enum(['event-alert', 'issue']))
  .min(1)
  .default(['event-alert', 'issue']);
const issueSteps = { steps: z.array(issueStep).min(1) };

/** Trouble of its own, whatever goes on around it: one error, one monitor, or one metric rule. */
export const aloneSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('error'), ...common, family: z.string(), ...issueSteps }),
  /** A cron monitor that misses its check-ins. */
  z.strictObject({
    kind: z.literal('cron'),
    ...common,
    name: z.string(),
    schedule: z.string().default('*/5 * * * *'),
    through,
    ...issueSteps,
  }),
  /** An uptime check of an address that answers no more. */
  z.strictObject({ kind: z.literal('uptime'), ...common, url: z.url(), through, ...issueSteps }),
  /** A metric alert of a rule; two rules may have one title. */
  z.strictObject({
    kind: z.literal('metric'),
    ...common,
    rule: z.string().regex(/^\d+$/, 'is the number of the rule in Sentry, in quotes'),
    title: z.string(),
    query: z.string().default(''),
    steps: z.array(metricStep).min(1),
  }),
]);

/** One trouble of its own. */
export type AlonePlan = z.infer<typeof aloneSchema>;
/** One that has an issue in Sentry. */
export type IssuePlan = Exclude<AlonePlan, { kind: 'metric' }>;
/** One that is a rule. */
export type MetricPlan = Extract<AlonePlan, { kind: 'metric' }>;
/** One that Sentry watches by itself. */
export type MonitorPlan = Extract<AlonePlan, { kind: 'cron' | 'uptime' }>;

/** Whether a step of this kind breaks out, and does not end anything. */
export function breaksOut({ does }: { does: AlonePlan['steps'][number]['does'] }): boolean {
  return does !== 'resolved';
}
