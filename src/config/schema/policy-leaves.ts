import { z } from 'zod';
import { defaultPolicy } from '../../domain/policy.ts';
import { leaf } from './leaf.ts';
import { levelMeant, levels } from './levels.ts';
import { duration, listOf, nativeOr } from './natives.ts';
import { wholeNumber } from './shapes.ts';

const minute = 60_000;
const hour = 60 * minute;
const { storm, paging, resolve } = defaultPolicy;

const count = (most: number, today: number, example: number, least = 1): z.ZodDefault<z.ZodType<number>> =>
  wholeNumber({
    from: least,
    to: most,
    advice: `Write a whole number from ${least} to ${most}, for example ${example}.`,
  }).default(today);

const time = (from: number, to: number, today: number, advice: string): z.ZodDefault<z.ZodType<number>> =>
  duration({ from, to, advice }).default(today);

const level = z.enum(levels, {
  error: ({ input }) => `Write levels of Sentry: fatal, error, warning, info or debug.${levelMeant(input)}`,
});

/** The numbers that the brain decides by. Only a file says them. */
export const policyLeaves = {
  'correlation.group_wait': leaf(
    null,
    time(0, minute, storm.groupWaitMs, 'Write a time up to 1m, for example 1s.'),
    'How long a first message waits for its group.',
  ),
  'correlation.storm.window': leaf(
    null,
    time(10_000, 10 * minute, storm.windowMs, 'Write a time from 10s to 10m, for example 60s.'),
    'What breaks out within so long may be one storm.',
  ),
  'correlation.storm.issues': leaf(
    null,
    count(1_000, storm.minIssues, 5, 2),
    'So many issues that share a cause are a storm.',
  ),
  'correlation.storm.services': leaf(
    null,
    count(100, storm.minServices, 3, 2),
    'Or issues of so many services.',
  ),
  'correlation.storm.quiet': leaf(
    null,
    time(minute, 24 * hour, storm.quietMs, 'Write a time from 1m to 24h, for example 10m.'),
    'After so long without an alert an issue breaks out anew.',
  ),
  'correlation.storm.release_age': leaf(
    null,
    time(minute, 24 * hour, storm.releaseAgeMs, 'Write a time from 1m to 24h, for example 30m.'),
    'A release is a possible cause for so long.',
  ),
  'paging.levels': leaf(
    null,
    listOf(z.array(level)).default([...paging.levels] as (typeof levels)[number][]),
    'Levels of Sentry that page.',
  ),
  'paging.events_per_minute': leaf(
    null,
    count(1_000_000, paging.eventsAMinute, 100),
    'An incident with so many distinct events a minute pages …',
  ),
  'paging.for': leaf(
    null,
    time(
      minute,
      hour,
      paging.forMinutes * minute,
      'Write whole minutes from 1m to 60m, for example 2m.',
    ).refine((ms) => ms % minute === 0, 'Write whole minutes from 1m to 60m, for example 2m.'),
    '… when it has had them for so long.',
  ),
  'paging.stale_after': leaf(
    null,
    time(minute, 24 * hour, paging.staleMs, 'Write a time from 1m to 24h, for example 15m.'),
    'An event that Sentry received so long ago pages only if its incident still fires.',
  ),
  'paging.unseen_after': leaf(
    null,
    time(0, 24 * hour, 2 * minute, unseenAdvice()).refine((ms) => ms === 0 || ms >= minute, unseenAdvice()),
    'An error that no chat shows, because none has taken a message for so long, pages. 0s: never.',
  ),
  'paging.cap.pages': leaf(
    null,
    count(1_000, paging.capPages, 5),
    'More pages to one receiver than so many …',
  ),
  'paging.cap.window': leaf(
    null,
    time(minute, hour, paging.capWindowMs, 'Write a time from 1m to 1h, for example 5m.'),
    '… within so long join one page.',
  ),
  'paging.growth.factor': leaf(
    null,
    nativeOr(
      (said) => (/^\d+(\.\d+)?$/.test(said) ? Number(said) : said),
      z.number(factorAdvice()).min(1.1, factorAdvice()).max(100, factorAdvice()),
    ).default(paging.growth.factor),
    'An acknowledged incident pages anew when so many times the services are affected …',
  ),
  'paging.growth.not_before': leaf(
    null,
    time(0, 24 * hour, paging.growth.notBeforeMs, 'Write a time up to 24h, for example 5m.'),
    '… not sooner after the acknowledgement than this …',
  ),
  'paging.growth.every': leaf(
    null,
    time(minute, 24 * hour, paging.growth.everyMs, 'Write a time from 1m to 24h, for example 15m.'),
    '… and not more often than this.',
  ),
  'resolve.fold_for': leaf(
    null,
    time(0, 24 * hour, resolve.foldMs, 'Write a time up to 24h, for example 10m.'),
    'Alerts of what a person resolved are folded in for so long.',
  ),
  'resolve.quiet_after': leaf(
    null,
    time(10 * minute, 168 * hour, resolve.quietMs, 'Write a time from 10m to 168h, for example 2h.'),
    'An incident without an alert for so long is quiet.',
  ),
} as const;

function unseenAdvice(): string {
  return 'Write a time from 1m to 24h, for example 2m, or 0s for never.';
}

function factorAdvice(): string {
  return 'Write a number from 1.1 to 100, for example 2.';
}
