import type { FaultSpec } from '../fakes/start.ts';
import type { Scenario } from '../storm/scenario.ts';

/** What the naive relay's half came to. */
export interface NaiveFigures {
  readonly posts: number;
  /** How often somebody was woken. */
  readonly pages: number;
  readonly refusedBySlack: number;
  readonly refusedByPagerDuty: number;
}

/** What the process of the naive half is told. */
export type ToNaive =
  | {
      readonly kind: 'open';
      readonly scenario: Scenario;
      readonly seed: number;
      readonly clock: { readonly speed: number; readonly epoch: number };
    }
  | { readonly kind: 'storm'; readonly start: number }
  | { readonly kind: 'strike'; readonly fault: FaultSpec }
  | { readonly kind: 'turn'; readonly pace: number };

/** What it tells. */
export type FromNaive =
  | { readonly kind: 'opened'; readonly windowUrl: string }
  | { readonly kind: 'over'; readonly figures: NaiveFigures };
