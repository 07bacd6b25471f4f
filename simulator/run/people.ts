import { setTimeout as delay } from 'node:timers/promises';
import type { SimClock } from '../clock.ts';
import type { PagerDutyIncident } from '../observed.ts';
import type { DoneAct, Escalation } from '../referee/evidence.ts';
import { incidentOfKey, pagesFor, type Sighting } from '../referee/pages.ts';
import type { PageAct } from '../storm/people-plan.ts';
import type { Timeline } from '../storm/timeline.ts';
import type { PlannedAct } from '../storm/planned.ts';
import type { Course } from './course.ts';
import type { Pager } from './pager.ts';
import type { SlackHand } from './slack-hand.ts';
import { commandRelay } from './relay-api.ts';

/** What people look at and act on. */
interface OnCall {
  readonly clock: SimClock;
  readonly pager: Pager;
  readonly hand: SlackHand;
  readonly relayUrl: string;
  readonly timeline: Pick<Timeline, 'people' | 'outages' | 'alone'>;
  readonly escalation: Escalation | null;
  readonly course: Readonly<Course>;
  readonly signal: AbortSignal;
}

/** How long somebody waits for a page to act on: virtual, but never under this in real time. */
const PATIENCE_MS = 60_000;
const PATIENCE_REAL_MS = 5000;
const LOOK_EVERY_REAL_MS = 20;

/** Lets everybody act at their time; resolves with what was done and what could not be, oldest first. */
export async function letPeopleAct(onCall: OnCall): Promise<DoneAct[]> {
  const done = await Promise.all(onCall.timeline.people.map((act) => letAct(act, onCall)));
  return done.filter((act) => act !== null).sort((a, b) => a.at - b.at);
}

/** People act on what they can see: a page that is open. Null when the run was ended. */
async function letAct({ at, does, what }: PlannedAct, onCall: OnCall): Promise<DoneAct | null> {
  const { clock, course, signal } = onCall;
  // What a person reacts to has to have happened, on a slow machine too.
  while ((course.reached < at || clock.now() < at + course.late) && !signal.aborted)
    await delay(LOOK_EVERY_REAL_MS);
  const until = clock.now() + Math.max(PATIENCE_MS, PATIENCE_REAL_MS * clock.speed);
  const see = does === 'archive-channel-in-slack' ? anyPage : openPage;
  let page = await see(what, onCall);
  while (page === undefined && clock.now() < until && !signal.aborted) {
    await delay(LOOK_EVERY_REAL_MS);
    page = await see(what, onCall);
  }
  if (signal.aborted) return null;
  const failure =
    page === undefined ? 'there was no open page of it' : await perform(does, page, onCall).catch(String);
  return { at: clock.now(), does, what, dedupKey: page?.dedupKey ?? null, failure };
}

async function openPage(what: string, onCall: OnCall): Promise<PagerDutyIncident | undefined> {
  return (await pagesOf(what, onCall)).findLast((page) => page.status !== 'resolved');
}

/** A channel is put away when its page is over. */
async function anyPage(what: string, onCall: OnCall): Promise<PagerDutyIncident | undefined> {
  return (await pagesOf(what, onCall)).at(-1);
}

async function pagesOf(
  what: string,
  { pager, timeline, escalation }: OnCall,
): Promise<readonly PagerDutyIncident[]> {
  const { outages, alone } = timeline;
  const sighting: Sighting = { pagerduty: await pager.seen(), outages, alone, escalation };
  return pagesFor(sighting, { id: what });
}

/** Who opens a channel is in a hurry, and clicks twice. */
const presses = {
  'acknowledge-in-slack': { action: 'acknowledge', clicks: 1 },
  'double-click-in-slack': { action: 'acknowledge', clicks: 2 },
  'open-channel-in-slack': { action: 'room', clicks: 2 },
  'archive-channel-in-slack': { action: 'archive', clicks: 1 },
} as const;

/** Null when it was done, else why not. */
async function perform(
  does: PageAct,
  { routingKey, dedupKey }: PagerDutyIncident,
  { pager, hand, relayUrl }: OnCall,
): Promise<string | null> {
  switch (does) {
    case 'acknowledge-in-slack':
    case 'double-click-in-slack':
    case 'open-channel-in-slack':
    case 'archive-channel-in-slack': {
      const incident = incidentOfKey(dedupKey);
      return incident === null
        ? `the key ${dedupKey} names no incident of the relay`
        : hand(incident, presses[does]);
    }
    case 'acknowledge-in-pagerduty':
    case 'resolve-in-pagerduty': {
      const wanted = does === 'resolve-in-pagerduty' ? 'resolve' : 'acknowledge';
      const taken = await pager.act(wanted, { routingKey, dedupKey });
      return taken ? null : `PagerDuty holds nothing under ${dedupKey} that could be ${wanted}d`;
    }
    case 'acknowledge':
    case 'resolve': {
      const incident = incidentOfKey(dedupKey);
      return incident === null
        ? `the key ${dedupKey} names no incident of the relay`
        : await commandRelay(relayUrl, does, incident);
    }
  }
}
