import type { DrillStep, Taken } from '../../domain/drill/drill-report.ts';
import type { Diagnosis, TroubleCode } from '../../domain/sending/trouble.ts';
import type { CheckSettings, Provider } from './check-settings.ts';

/** What the hops of a check are, for people, in the order in which an alert passes them. */
export const hopTitles = {
  deploy: 'deploy recorded',
  register: 'drill registered',
  ack: 'webhook answered',
  brain: 'alert counted',
  storm: 'one incident',
  slack: 'Slack',
  page: 'PagerDuty',
  receivers: 'real receivers',
  sentry: 'Sentry itself',
  cleanup: 'cleared up',
} as const;

/** A hop of a check. */
export type HopName = keyof typeof hopTitles;

/** All of them, in their order. */
export const hopNames = Object.keys(hopTitles) as readonly HopName[];

/** Hops as people read them. */
export function titlesOf(names: readonly HopName[]): string {
  return names.map((name) => hopTitles[name]).join(', ');
}

/** A known trouble, and where it was met; the receiver is null when there is none, or it is not known. */
export interface Met {
  readonly code: TroubleCode;
  readonly at: Provider;
  readonly receiver: string | null;
  /** Whether real alerts go there, or drills alone. */
  readonly isReal: boolean;
}

/** What is wrong with a hop. */
export interface Finding extends Diagnosis {
  /** The known troubles that it is made of; without any, only its cause says what it is. */
  readonly met?: readonly Met[];
  /** How long it was waited for in vain. */
  readonly lateMs?: number;
}

/** What became of one hop. */
export interface HopVerdict extends Pick<DrillStep, 'done' | 'note'> {
  readonly name: HopName;
  /** `slow` and `failed` fail the check; `warned` is worth knowing; `skipped` was not reached, or not asked for. */
  readonly state: 'waiting' | 'ok' | 'slow' | 'failed' | 'warned' | 'skipped' | 'unknown';
  /** How long it took; null when that is not known. */
  readonly ms: number | null;
  readonly limit: number | null;
  readonly how: Taken['how'] | null;
  /** What is wrong; of a waiting hop what it will have failed of, null when missing it fails nothing. */
  readonly trouble: Finding | null;
}

const blank = { done: true, ms: null, limit: null, how: null, note: null, trouble: null } as const;

/** A hop in this state, and what else is known of it. */
export function hop(
  name: HopName,
  state: HopVerdict['state'],
  known: Partial<Omit<HopVerdict, 'name' | 'state' | 'limit'>> = {},
): HopVerdict {
  return { ...blank, done: state !== 'waiting', ...known, name, state };
}

/** Whether this hop fails the check. */
export function isFailing({ state }: HopVerdict): boolean {
  return state === 'failed' || state === 'slow';
}

/** A hop with its limit, if it has one: above it, it is slow. */
export function withLimit(verdict: HopVerdict, limits: CheckSettings['limits']): HopVerdict {
  const { name, state, ms } = verdict;
  if (state === 'skipped' || !(name === 'ack' || name === 'slack' || name === 'page')) return verdict;
  const limit = limits[name];
  if (state !== 'ok' || ms === null || ms <= limit) return { ...verdict, limit };
  const what = name === 'ack' ? "The webhook's answer" : hopTitles[name];
  const cause = `${what} took ${ms} ms, and the limit is ${limit} ms.`;
  const advice =
    name === 'ack'
      ? "Sentry gives up after 1 s: look at the relay's machine, its disk and the way to it."
      : `Look at the relay's ${what} lane (/api/lanes): it waits for ${what}'s rate limit, or ${what} is slow to answer.`;
  return { ...verdict, limit, state: 'slow', trouble: { cause, advice, passes: true } };
}
