import { lastingMs, lastings, type Burst, type Lasting } from '../../../domain/issue.ts';
import {
  goesOnElsewhere,
  goesOnMore,
  isLouder,
  lastingLevel,
  levels,
  throttledLevel,
  type Breakout,
  type Lastingly,
  type UsualBursts,
} from './surge.ts';
import { poissonTail } from '../../state/surprise.ts';

/** How near what breaks out comes to a surge, counted at one loudness. */
export interface SurgeStanding {
  /** Alerts within one window that an issue must have had to be counted. */
  readonly burst: Burst;
  readonly issues: number;
  readonly services: number;
  readonly minIssues: number;
  readonly minServices: number;
  /** Such breakouts that are usual here in a minute. */
  readonly usualAMinute: number;
  /** Whether this has been watched for long enough to tell people so. */
  readonly usualKnown: boolean;
  /** How likely so many are by chance, and below which it has to be. */
  readonly chance: number;
  readonly below: number;
  /** Whether so large a part of all that breaks out is louder than it usually is here. */
  readonly isLouder: boolean;
  /** Set where not loudness is counted, but who goes on: so many alerts within minutes of their breakout. */
  readonly lasting?: Lasting;
}

/** How near those that go on for minutes come to a surge, at that level at which they come nearest. */
export function lastingStanding(
  breakouts: readonly Lastingly[],
  usual: Pick<UsualBursts, 'lasting' | 'lastingShare' | 'known'>,
  withinMs = lastingMs,
): SurgeStanding {
  const standings = [...lastings].reverse().map((level): SurgeStanding => {
    const last = breakouts.filter(({ lasting }) => lasting >= level);
    const expected = (usual.lasting(level, last.length) * withinMs) / lastingMs;
    return {
      burst: 1,
      lasting: level,
      issues: last.length,
      services: new Set(last.map(({ service }) => service)).size,
      minIssues: lastingLevel.minIssues,
      minServices: lastingLevel.minServices,
      usualAMinute: (expected * 60_000) / withinMs,
      usualKnown: usual.known,
      chance: poissonTail(last.length, expected),
      below: lastingLevel.surprise,
      isLouder: goesOnElsewhere(last) && goesOnMore(breakouts.length, last.length, usual.lastingShare(level)),
    };
  });
  return nearest(standings);
}

/**
 * How the breakouts of one window stand at that loudness at which they come nearest to a surge.
 * @param breakouts Of one environment class, in no storm.
 * @param windowMs How long the window is that `usual` speaks of.
 */
export function surgeStanding(
  breakouts: readonly Breakout[],
  usual: UsualBursts,
  windowMs: number,
): SurgeStanding {
  const standings = (usual.throttled ? [...levels, throttledLevel] : levels).map(
    ({ burst, minIssues, minServices, surprise }): SurgeStanding => {
      const loud = breakouts.filter((one) => one.burst >= burst);
      const expected = usual.any(burst, loud.length);
      return {
        burst,
        issues: loud.length,
        services: new Set(loud.map(({ service }) => service)).size,
        minIssues,
        minServices,
        usualAMinute: (expected * 60_000) / windowMs,
        usualKnown: usual.known,
        chance: poissonTail(loud.length, expected),
        below: surprise,
        isLouder: burst === 1 || isLouder(breakouts.length, loud.length, usual.share(burst)),
      };
    },
  );
  // Where nothing is loud yet, three alerts a minute are what most surges are noticed by.
  return nearest([...standings].sort((a, b) => Math.abs(a.burst - 3) - Math.abs(b.burst - 3)));
}

function nearest(standings: readonly SurgeStanding[]): SurgeStanding {
  const [first, ...others] = standings;
  if (first === undefined) throw new Error('A surge is looked for at no loudness at all.');
  return others.reduce((best, one) => (nearness(one) > nearness(best) ? one : best), first);
}

/** Whether this alone makes a surge. */
export function isSurge(standing: SurgeStanding): boolean {
  return isEnough(standing) && standing.chance < standing.below && standing.isLouder;
}

/** Whether there are enough issues, of enough services, whatever is usual. */
export function isEnough({ issues, services, minIssues, minServices }: SurgeStanding): boolean {
  return issues >= minIssues && services >= minServices;
}

/** Above 3 for a surge; below it the part that is there of what is needed. */
function nearness(standing: SurgeStanding): number {
  const { issues, services, minIssues, minServices, chance, below } = standing;
  if (isSurge(standing)) return 4;
  const share = Math.min(1, issues / minIssues) + Math.min(1, services / minServices);
  return share + Math.min(1, Math.log(Math.max(chance, 1e-300)) / Math.log(below));
}
