import type { Outcome } from './run-seed.ts';

/** A story that was played. */
export interface Played extends Outcome {
  /** Places of the events that can be left out, and it still fails; empty where it holds. */
  readonly left: readonly number[];
  /** What happens in what is left. */
  readonly history: readonly string[];
}

/** A story that has failed, before it is made shorter. */
export interface Broke {
  readonly seed: number;
  readonly rule: string;
}

/** One story to play; without these of its events, by their places. `shorten`: a story that fails is made shorter. */
export interface ToWorker {
  readonly seed: number;
  readonly without: readonly number[];
  readonly shorten: boolean;
}

/** What a worker tells. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broke'; readonly broke: Broke }
  | { readonly kind: 'played'; readonly played: Played }
  | { readonly kind: 'failed'; readonly seed: number; readonly reason: string };
