import { createHash } from 'node:crypto';
import type { SimClock } from '../clock.ts';
import type { Fakes } from '../fakes/start.ts';
import type { Rival } from '../naive/rival.ts';
import type { DoneAct, DownTime, Escalation } from '../referee/evidence.ts';
import type { Timeline } from '../storm/timeline.ts';
import { newCourse, turnPace } from './course.ts';
import { feedStorm } from './feeder.ts';
import { letHappen } from './happenings.ts';
import { ownPager, remotePager } from './pager.ts';
import { letPeopleAct } from './people.ts';
import type { ExistingRelay } from './existing-relay.ts';
import type { RelayUnderTest } from './relay-under-test.ts';
import { noHand, ownHand } from './slack-hand.ts';

/** Everything that a storm meets. */
export interface Arena {
  readonly clock: SimClock;
  readonly fakes: Fakes;
  readonly relay: RelayUnderTest;
  readonly rival: Rival | null;
  readonly escalation: Escalation | null;
}

/** The secret that Sentry switches to; the relay holds it from the start. */
export function nextSecret(fakes: Fakes): string {
  return createHash('sha256').update(fakes.connection.sentry.secret).digest('hex');
}

/** Plays what is planned; resolves when the last webhook is answered, with what happened meanwhile. */
export async function replayStorm(
  timeline: Timeline,
  { clock, fakes, relay, rival, escalation }: Arena,
  { signal, existing }: { readonly signal: AbortSignal; readonly existing?: Pick<ExistingRelay, 'control'> },
): Promise<{ down: DownTime[]; acts: DoneAct[]; turned: boolean }> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const course = newCourse();
  fakes.window.letTurn({
    pace: () => course.pace,
    turnedMs: () => course.turned,
    turn: (pace) => {
      turnPace(course, pace, clock.now());
      rival?.turn(pace);
    },
  });
  const pager = existing === undefined ? ownPager(fakes) : remotePager(existing.control);
  const hand = existing === undefined ? ownHand(fakes, relay.url) : noHand;
  const stage = { clock, fakes, nextSecret: nextSecret(fakes), crash: relay.crash, course, signal: either };
  try {
    const [, down, acts] = await Promise.all([
      feedStorm({ webhooks: timeline.webhooks, sentry: fakes.sentry, clock, course, signal: either }),
      letHappen(timeline.happenings, stage),
      letPeopleAct({ clock, pager, hand, relayUrl: relay.url, timeline, escalation, course, signal: either }),
    ]);
    return { down, acts, turned: course.turned !== 0 };
  } finally {
    fakes.window.letTurn(null);
    stop.abort();
  }
}
