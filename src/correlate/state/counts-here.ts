import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import type { Burst, Lasting } from '../../domain/issue.ts';
import type { DraftRows } from './draft-rows.ts';
import { decayedWeight } from './surprise.ts';

/** Keys of the baselines that count breakouts whatever their cause begin with it. */
export const surgeKey = 'surge:';
/** So soon the last minutes are half forgotten, in ms. */
export const latelyHalfLifeMs = 3 * 60_000;
/** For so long before its first alert a new installation is presumed to have seen one breakout of each kind, in ms. */
const presumedMs = 4 * 60_000;

/**
 * What the baselines of a class have counted, as of a draft's own time. A storm is looked for at every breakout and asks for
 * the same figures several times: each is worked out once. Holds until the draft writes a baseline.
 */
export class CountsHere {
  private readonly draft: DraftRows;
  private readonly environment: EnvironmentClass;
  private readonly weights = new Map<Burst, number>();
  private readonly lasted = new Map<Lasting, number>();
  private watched: number | null = null;
  private last: number | null = null;
  private unnamed: number | null = null;

  constructor(draft: DraftRows, environment: EnvironmentClass) {
    this.draft = draft;
    this.environment = environment;
  }

  /** Breakouts that spoke at least so often. */
  bursts(burst: Burst): number {
    const known = this.weights.get(burst);
    if (known !== undefined) return known;
    const weight = this.weightOf(burstKey(this.environment, burst));
    this.weights.set(burst, weight);
    return weight;
  }

  /** Breakouts that lasted at least so. */
  lastings(lasting: Lasting): number {
    const known = this.lasted.get(lasting);
    if (known !== undefined) return known;
    const weight = this.weightOf(lastingKey(this.environment, lasting));
    this.lasted.set(lasting, weight);
    return weight;
  }

  /** Breakouts of the last minutes. */
  lately(): number {
    const { heardAt } = this.draft;
    this.last ??= decayedWeight(this.draft.baseline(latelyKey(this.environment)), heardAt, latelyHalfLifeMs);
    return this.last;
  }

  /** Breakouts that named nothing that others could name too; 0 in what older relays have counted. */
  nameless(): number {
    this.unnamed ??= this.weightOf(namelessKey(this.environment));
    return this.unnamed;
  }

  /** How long breakouts have been counted, as much of it as is not forgotten, ms. */
  watchedMs(): number {
    const { baselineHalfLifeMs: halfLifeMs } = this.draft.policy.storm;
    this.watched ??= (halfLifeMs / Math.LN2) * (1 - 2 ** (-this.watchedForMs() / halfLifeMs)) + presumedMs;
    return this.watched;
  }

  /** For how long breakouts have been counted by the step's own time, ms. */
  watchedForMs(): number {
    const { heardAt } = this.draft;
    return Math.max(0, heardAt - (this.draft.baseline(burstKey(this.environment, 1))?.since ?? heardAt));
  }

  private weightOf(key: string): number {
    const { baselineHalfLifeMs } = this.draft.policy.storm;
    return decayedWeight(this.draft.baseline(key), this.draft.heardAt, baselineHalfLifeMs);
  }
}

export function latelyKey(environment: EnvironmentClass): string {
  return `${surgeKey}${environment}/lately`;
}

export function namelessKey(environment: EnvironmentClass): string {
  return `${surgeKey}${environment}/nameless`;
}

export function burstKey(environment: EnvironmentClass, burst: Burst): string {
  return `${surgeKey}${environment}/${burst}`;
}

export function lastingKey(environment: EnvironmentClass, lasting: Lasting): string {
  return `${surgeKey}${environment}/lasting/${lasting}`;
}
