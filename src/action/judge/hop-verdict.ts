import type { Diagnosis } from '../../domain/trouble.ts';

/** The hops of a check, in the order in which an alert passes them. */
export type HopName =
  'deploy' | 'register' | 'ack' | 'brain' | 'storm' | 'slack' | 'page' | 'receivers' | 'sentry' | 'cleanup';

/** What a hop is, for people. */
export const hopTitles: Readonly<Record<HopName, string>> = {
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
};

/** What became of one hop. */
export interface HopVerdict {
  readonly name: HopName;
  /** `slow` and `failed` fail the check; `warned` is worth knowing and fails nothing. */
  readonly state: 'waiting' | 'ok' | 'slow' | 'failed' | 'warned' | 'skipped';
  /** Whether nothing more will come of it. */
  readonly done: boolean;
  /** How long it took; null when that is not known. */
  readonly ms: number | null;
  readonly limit: number | null;
  /** `accepted`: the provider took it; `confirmed`: it was read back. */
  readonly how: 'accepted' | 'confirmed' | null;
  /** What else there is to know, for people. */
  readonly note: string | null;
  /** What is wrong; of a waiting hop, what it will have failed of when time is up. */
  readonly trouble: Diagnosis | null;
}

type Details = Partial<Pick<HopVerdict, 'ms' | 'limit' | 'how' | 'note'>>;

const blank = { done: true, ms: null, limit: null, how: null, note: null, trouble: null } as const;

/** A hop that did what it should; slow when it took longer than its limit. */
export function passed(name: HopName, details: Details & { readonly done?: boolean } = {}): HopVerdict {
  const hop: HopVerdict = { ...blank, ...details, name, state: 'ok' };
  if (hop.ms === null || hop.limit === null || hop.ms <= hop.limit) return hop;
  return { ...hop, state: 'slow', trouble: slowness(name, hop.ms, hop.limit) };
}

/** A hop that fails the check. */
export function failed(name: HopName, trouble: Diagnosis, details: Details = {}): HopVerdict {
  return { ...blank, ...details, name, state: 'failed', trouble };
}

/** A hop that something is still expected of; without a trouble, missing it fails nothing. */
export function waiting(name: HopName, trouble: Diagnosis | null, details: Details = {}): HopVerdict {
  return { ...blank, ...details, name, state: 'waiting', done: false, trouble };
}

/** A hop whose trouble fails nothing. */
export function warned(name: HopName, trouble: Diagnosis, details: Details = {}): HopVerdict {
  return { ...blank, ...details, name, state: 'warned', trouble };
}

/** A hop that was not gone, and why. */
export function skipped(name: HopName, note: string): HopVerdict {
  return { ...blank, name, state: 'skipped', note };
}

/** Whether this hop fails the check. */
export function isFailing(hop: HopVerdict): boolean {
  return hop.state === 'failed' || hop.state === 'slow';
}

/** What is slow, and where to look. Only these have a limit. */
const slow: Readonly<Partial<Record<HopName, readonly [what: string, advice: string]>>> = {
  ack: [
    "The webhook's answer",
    "Sentry gives up after 1 s: look at the relay's machine, its disk and the way to it.",
  ],
  slack: [
    'Slack',
    "Look at the relay's Slack lane (/api/lanes): it waits for Slack's rate limit, or Slack is slow to answer.",
  ],
  page: [
    'PagerDuty',
    "Look at the relay's PagerDuty lane (/api/lanes): it waits for PagerDuty's rate limit, or PagerDuty is slow to answer.",
  ],
};

function slowness(name: HopName, ms: number, limit: number): Diagnosis {
  const [what, advice] = slow[name] ?? ['It', "Look at the relay's machine and the way to it."];
  return { cause: `${what} took ${ms} ms, and the limit is ${limit} ms.`, advice, passes: true };
}
