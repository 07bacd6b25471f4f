import type { Debit } from '../../domain/sending/budget.ts';
import type { Surface } from '../../domain/sending/notification.ts';
import type { Step } from '../../domain/sending/outcome.ts';
import type { PagerDutySettings } from './config.ts';

/**
 * "approximately 120 calls/minute per integration key", counted over a sliding minute (PagerDuty developer docs,
 * Events API v2 overview). Two seconds more leave room for events that arrive closer together than they left.
 */
const windowMs = 62_000;

/** Updates and resolves leave 30 % of the window to new pages: a storm's end must not hold up the next beginning. */
const shareBesideTriggers = 0.7;

/** Change events are counted with the events of their key: a day of deploys must not hold up a page. */
const shareOfDeploys = 0.3;

/** What one step costs. */
export function pagerDutyDebits(
  limits: PagerDutySettings['limits'],
  step: Step,
  surface: Surface = 'page',
): readonly Debit[] {
  if (step === 'lookup') return [];
  const share = surface === 'change' ? shareOfDeploys : step === 'create' ? 1 : shareBesideTriggers;
  return [{ bucket: 'events', spec: { kind: 'window', limit: limits.events, perMs: windowMs }, share }];
}

/** Sizes of an event (PagerDuty developer docs, Events API v2 overview; Alertmanager counts 512 KB as 512,000 bytes). */
export const eventLimits = {
  summary: 1024,
  dedupKey: 255,
  body: 512_000,
  /** No figure is published for these; they are what a responder's screen can show. */
  shortText: 255,
  /** To Sentry: whoever was woken opens one or two. */
  links: 3,
} as const;
