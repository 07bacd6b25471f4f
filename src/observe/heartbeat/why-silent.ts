import type { CanaryTrouble } from '../../domain/drill/canary.ts';
import { counted } from '../../domain/text/figures.ts';
import type { HealthFacts } from '../health.ts';
import type { LaneView } from '../lanes/lane-view.ts';

/** Why the dead man's switch is told nothing: a closed list. */
export const silences = [
  'not-running',
  'brain-stopped',
  'brain-silent',
  'inbox-lags',
  'store-refuses',
  'lane-blocked',
  'lane-late',
  'canary-failed',
  'canary-overdue',
] as const;

/** One of them. */
export type Silence = (typeof silences)[number];

/** What a beat is judged by. */
export interface BeatFacts {
  readonly now: number;
  readonly phase: HealthFacts['phase'];
  readonly brainStopped: boolean;
  /** Brain and dispatch answered just now. */
  readonly answers: boolean;
  /** How long the oldest entry has waited for the brain, real ms. */
  readonly lagMs: number;
  /** What was written last was refused: a delivery, or the relay's own lease. */
  readonly storeRefuses: boolean;
  readonly lanes: readonly Pick<LaneView, 'drillsOnly' | 'state' | 'oldestPendingAt'>[];
  /** What is wrong with the canary; null: nothing, or there is none. */
  readonly canary: CanaryTrouble | null;
}

/** The brain takes a moment in a flood; more than this is late for people. */
const lagsMs = 30_000;
/** Slack's budgets let counters wait for a minute in a storm; what waits longer shows nobody anything. */
const lateMs = 3 * 60_000;

/**
 * All that keeps the dead man's switch from being told; none: the whole pipeline works, from the doors to every channel
 * and key that alerts go to.
 */
export function whySilent(facts: BeatFacts): readonly Silence[] {
  const lanes = facts.lanes.filter(({ drillsOnly }) => !drillsOnly);
  const isLate = ({ oldestPendingAt }: (typeof lanes)[number]): boolean =>
    oldestPendingAt !== null && facts.now - oldestPendingAt > lateMs;
  const holds: Readonly<Record<Silence, boolean>> = {
    'not-running': facts.phase !== 'running',
    'brain-stopped': facts.brainStopped,
    'brain-silent': !facts.answers,
    'inbox-lags': facts.lagMs >= lagsMs,
    'store-refuses': facts.storeRefuses,
    'lane-blocked': lanes.some(({ state }) => state.kind === 'blocked'),
    'lane-late': lanes.some(isLate),
    'canary-failed': facts.canary === 'canary-failed',
    'canary-overdue': facts.canary === 'canary-overdue',
  };
  return silences.filter((code) => holds[code]);
}

const words: Readonly<Record<Silence, string>> = {
  'not-running': 'the relay starts or stops',
  'brain-stopped': 'a part of the relay stopped',
  'brain-silent': 'brain and dispatch do not answer',
  'inbox-lags': 'what came has waited half a minute for the brain',
  'store-refuses': 'the store could not be written',
  'lane-blocked': 'a channel or key is blocked',
  'lane-late': 'a channel or key is three minutes behind',
  'canary-failed': 'the canary failed',
  'canary-overdue': 'the canary is overdue',
};

/** How the heartbeat stands. Times are virtual UNIX ms. */
export interface HeartStanding {
  /** When the switch was told last; null: never since the start. */
  readonly lastSentAt: number | null;
  /** Why it is told nothing now; none: it is. */
  readonly silent: readonly Silence[];
  /** Why the last beat did not arrive, as a sentence; null: it did, or none was tried. */
  readonly failed: string | null;
}

/** What an operator should know of it; null where it beats. */
export function heartNote({ silent, failed }: HeartStanding): string | null {
  if (silent.length > 0)
    return `The dead man's switch is told nothing, for ${counted(silent.length, 'reason')}: ${silent.map((code) => words[code]).join('; ')}.`;
  return failed === null ? null : `The dead man's switch was not reached: ${failed}`;
}
