import { setTimeout as delay } from 'node:timers/promises';
import type { SimClock } from '../clock.ts';
import type { Observed } from '../observed.ts';
import { lanesOf } from '../report/lanes-answer.ts';
import type { RelayApi } from './relay-api.ts';

/** How long the relay may take to come to rest after the last webhook: virtual, but never under this in real time. */
const REST_WITHIN_MS = 120_000;
const REST_WITHIN_REAL_MS = 15_000;
/** At rest: nothing was called for so long (virtual, but never under this in real time). */
const QUIET_MS = 4000;
const QUIET_REAL_MS = 400;
const LOOK_EVERY_REAL_MS = 50;

/** What draining looks at. */
interface Drain {
  readonly clock: SimClock;
  readonly api: RelayApi;
  readonly observed: () => Pick<Observed, 'slack' | 'pagerduty'> | null;
  /** Whether an open page means that the relay is not done. */
  readonly pagesMustResolve: boolean;
  readonly signal: AbortSignal;
}

/** Waits until the relay is at rest; the virtual milliseconds that took, or null when it never was. */
export async function awaitRest(drain: Drain): Promise<number | null> {
  const { clock } = drain;
  const since = clock.now();
  const until = since + Math.max(REST_WITHIN_MS, REST_WITHIN_REAL_MS * clock.speed);
  while (clock.now() < until && !drain.signal.aborted) {
    if (isQuiet(drain) && (await isSent(drain.api)) && isQuiet(drain))
      return lastCallAt(drain, since) - since;
    await delay(LOOK_EVERY_REAL_MS);
  }
  return null;
}

/** The books count what people see; of what a program is told only the lanes know whether something waits. */
async function isSent(api: RelayApi): Promise<boolean> {
  if ((await api.books())?.inFlight !== 0) return false;
  return lanesOf(await api.lanes()).every(
    ({ receiver = '', pending }) => !receiver.startsWith('webhook/') || pending === 0,
  );
}

function lastCallAt(drain: Drain, since: number): number {
  const seen = drain.observed();
  return Math.max(since, seen?.slack.calls.at(-1)?.at ?? since, seen?.pagerduty.calls.at(-1)?.at ?? since);
}

function isQuiet(drain: Drain): boolean {
  const { clock } = drain;
  const quiet = Math.max(QUIET_MS, QUIET_REAL_MS * clock.speed);
  const open = drain.observed()?.pagerduty.incidents.some((page) => page.status !== 'resolved') ?? false;
  return clock.now() - lastCallAt(drain, 0) >= quiet && !(drain.pagesMustResolve && open);
}
