import type { Issue } from '../../domain/issue.ts';
import { poissonTail } from '../state/surprise.ts';

/** How long an issue's past counts: two hours from now it says half as much. */
const halfLifeMs = 2 * 3_600_000;
/** P(three so close together | its own usual rate) must be below this. */
const surprise = 1e-4;
const leastSpanMs = 1_000;

/** An issue's past at its own time; nothing is known of one that an older relay stored. */
export function pastOf({ past, lastAt }: Pick<Issue, 'past' | 'lastAt'>): NonNullable<Issue['past']> {
  return past ?? { weight: 0, at: lastAt };
}

/** Its past after one more occurrence. */
export function pastAfter(
  issue: Pick<Issue, 'past' | 'lastAt' | 'alerts'>,
  now: number,
): NonNullable<Issue['past']> {
  const { weight, at } = pastOf(issue);
  return { weight: weight * 2 ** (-Math.max(0, now - at) / halfLifeMs) + 1, at: Math.max(at, now) };
}

/**
 * Whether an issue's last three occurrences came closer together than its own past lets expect: one that is known
 * speaks of a new trouble by its rate alone.
 */
export function stepsUp(
  issue: Pick<Issue, 'past' | 'lastAt'>,
  recent: readonly number[],
  now: number,
): boolean {
  const first = recent.at(-3);
  if (first === undefined) return false;
  const { weight, at } = pastOf(issue);
  // Those of the burst itself are no past.
  const usual = Math.max(0, weight * 2 ** (-Math.max(0, now - at) / halfLifeMs) - 2);
  const span = Math.max(leastSpanMs, now - first);
  if (usual <= 0 || span > 60_000) return false;
  return poissonTail(3, (usual * Math.LN2 * span) / halfLifeMs) < surprise;
}
