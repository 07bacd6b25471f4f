import type { Posted, Ringing, Told, Trigger } from '../src/domain/sending/sent.ts';

const start = 1_800_000_000_000;
const outdated = { digest: null, statusDigest: null };

/** A message that is there, in a version that is out of date. */
export function posted(change: Partial<Posted> = {}): Posted {
  return { phase: 'posted', handle: '1.1', at: start, acceptedAt: start, alerts: 0, ...outdated, ...change };
}

/** A thread that was told so far. */
export function told(upto: number, change: Partial<Told> = {}): Told {
  const shown = { handle: '1.2', at: start, acceptedAt: start, alerts: 0, ...outdated };
  return { phase: 'told', ...shown, upto, ...change };
}

/** What the first trigger of a page told. */
export function trigger(change: Partial<Trigger> = {}): Trigger {
  const told = { severityRank: 2, storm: false, unnamed: false, breadth: 0, beat: 0 };
  return { acceptedAt: start, ...told, ...change };
}

/** A page that the pager took at a time, as it is wanted. */
export function rangAt(at: number): Ringing {
  const taken = trigger({ acceptedAt: at });
  return ringing({ digest: 'd1', at, alerts: 12, handle: 'key-1', trigger: taken });
}

/** A page that the pager has. */
export function ringing(change: Partial<Ringing> = {}): Ringing {
  const taken = { handle: 'k', at: start, alerts: 0, ...outdated };
  return { phase: 'open', ...taken, trigger: trigger(), acknowledged: false, ...change };
}
