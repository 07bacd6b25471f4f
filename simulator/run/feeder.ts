import { setTimeout as delay } from 'node:timers/promises';
import type { SimClock } from '../clock.ts';
import type { Fakes } from '../fakes/start.ts';
import type { PlannedWebhook } from '../storm/planned.ts';
import { goOn, type Course } from './course.ts';
import { bodyMaker } from './planned-bodies.ts';

/** Real milliseconds between two looks at what is due: one loop, no timer for each webhook. */
const LOOK_EVERY_MS = 3;
/**
 * Sends that may be unanswered at a time. Sentry itself knows no such bound; here it keeps a fast run from measuring
 * how long a queue of the machine's own making takes: where the relay cannot keep up with the speed, the storm
 * takes longer instead.
 */
const MOST_IN_FLIGHT = 16;

/** A quiet time of a scenario: it lasts as long as planned, however late the storm before it was over. */
const QUIET_MS = 60_000;

/** What the feeder needs. */
interface Feed {
  readonly webhooks: readonly PlannedWebhook[];
  readonly course: Course;
  readonly sentry: Fakes['sentry'];
  readonly clock: SimClock;
  readonly signal: AbortSignal;
}

/** Sends every planned webhook when it is due; resolves when the last is answered or given up. */
export async function feedStorm(feed: Feed): Promise<void> {
  const inFlight = new Set<Promise<unknown>>();
  const bodyOf = bodyMaker(feed.sentry);
  const { course } = feed;
  for (const planned of feed.webhooks) {
    if (planned.at - course.reached >= QUIET_MS && Number.isFinite(course.reached))
      course.late = Math.max(course.late, feed.clock.now() - course.reached);
    course.reached = planned.at;
    while (!isDue(planned, course, feed.clock.now()) || inFlight.size >= MOST_IN_FLIGHT) {
      if (feed.signal.aborted) return;
      await delay(LOOK_EVERY_MS);
    }
    const webhook = bodyOf(planned, feed.clock.now());
    if (webhook === null) continue;
    const sent = feed.sentry.send(webhook).finally(() => inFlight.delete(sent));
    inFlight.add(sent);
  }
  course.reached = Infinity;
  await Promise.all(inFlight);
}

function isDue({ at }: PlannedWebhook, course: Course, now: number): boolean {
  goOn(course, now);
  return !course.held && now >= at + course.late;
}
