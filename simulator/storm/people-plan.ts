import { z } from 'zod';
import { span } from './duration.ts';

/** What a person does, and where: at the relay unless it says otherwise. */
const ACTS = [
  'acknowledge',
  'resolve',
  'acknowledge-in-slack',
  'double-click-in-slack',
  'open-channel-in-slack',
  'archive-channel-in-slack',
  'acknowledge-in-pagerduty',
  'resolve-in-pagerduty',
  'resolve-in-sentry',
  'reopen-in-sentry',
] as const;

/** Somebody acts on an outage or on a trouble of its own. */
export const personSchema = z.strictObject({
  does: z.enum(ACTS),
  /** The id of the outage or of the trouble. */
  what: z.string(),
  /** How long after that began to break out. */
  after: span,
  /** Which time it broke out, from 1. */
  outburst: z.number().int().positive().default(1),
});

/** One act of a person. */
export type PersonPlan = z.infer<typeof personSchema>;

/** Acts on the page itself, at the relay or at PagerDuty; those in Sentry are webhooks like any other. */
export type PageAct = Exclude<PersonPlan['does'], 'resolve-in-sentry' | 'reopen-in-sentry'>;

/** Whether an act is one on the page. */
export function isPageAct(does: PersonPlan['does']): does is PageAct {
  return does !== 'resolve-in-sentry' && does !== 'reopen-in-sentry';
}

/** Whether an act acknowledges, wherever. */
export function acknowledges(does: PageAct): boolean {
  return does === 'acknowledge' || does === 'acknowledge-in-pagerduty' || pressesInSlack(does);
}

/** Whether an act is about the channel that an incident has of its own. */
export function isAboutChannel(does: PageAct): does is 'open-channel-in-slack' | 'archive-channel-in-slack' {
  return does === 'open-channel-in-slack' || does === 'archive-channel-in-slack';
}

/** Whether an act is a press of Acknowledge in Slack. */
export function pressesInSlack(does: PageAct): does is 'acknowledge-in-slack' | 'double-click-in-slack' {
  return does === 'acknowledge-in-slack' || does === 'double-click-in-slack';
}
