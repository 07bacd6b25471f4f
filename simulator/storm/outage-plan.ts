import { z } from 'zod';
import { duration, span } from './duration.ts';

/** The clock of failing hosts: how wrong it is. */
const hostsClock = z
  .strictObject({ behind: duration.optional(), ahead: duration.optional() })
  .refine((clock) => (clock.behind === undefined) !== (clock.ahead === undefined), {
    message: 'needs exactly one of behind, ahead',
  });

/** The same issues break out once more after a quiet time. */
const again = z.strictObject({
  /** Quiet time since the end of the outburst before. */
  after: span,
  lasts: duration,
  /** Errors a minute; as many as the first time when absent. */
  perMinute: z.number().positive().optional(),
  /** Sentry had resolved the issues, and tells that they regressed. */
  regressed: z.boolean().default(false),
  /** Whether a correct relay gets somebody woken for it. */
  wakes: z.boolean().default(true),
});

/** Services that fail together, for one reason. */
export const outageSchema = z.strictObject({
  id: z.string(),
  starts: span,
  lasts: duration,
  services: z.array(z.string()).min(1),
  /** Services that fail only because the others do: they throw nothing but families with `follows`. */
  followers: z.array(z.string()).default([]),
  /** Families a service may fail with (those that fit its platform). */
  families: z.array(z.string()).min(1),
  /** The services fail one after the other within this time. */
  stagger: duration.default(0),
  /** Sentry issues in all, spread evenly over the services. */
  issues: z.number().int().positive(),
  /** How long after its service an issue may first appear. */
  spread: duration.default(30_000),
  /** Errors a minute of all failing services together. */
  perMinute: z.number().positive(),
  /** Where it happens; the scenario's environment when absent. */
  environment: z.string().optional(),
  /** A release that the failing services run from the start of the outage on. */
  release: z.string().optional(),
  /** What the clocks of its hosts say; they are right when absent. */
  clock: hostsClock.optional(),
  again: z.array(again).default([]),
  /** PagerDuty incidents that a correct relay opens for it; one for each outburst that wakes when absent. */
  pages: z.number().int().nonnegative().optional(),
  /** Sentry resolves every issue, beginning this long after the last error. */
  resolves: z.strictObject({ after: duration, within: duration }).optional(),
});

/** One outage of a scenario. */
export type OutagePlan = z.infer<typeof outageSchema>;

/** How far the hosts' clock is ahead (virtual ms); negative when it is behind. */
export function skewOf({ clock }: OutagePlan): number {
  return (clock?.ahead ?? 0) - (clock?.behind ?? 0);
}

/** PagerDuty incidents that a correct relay opens for an outage. */
export function expectedPages({ pages, again }: OutagePlan): number {
  return pages ?? 1 + again.filter((one) => one.wakes).length;
}
