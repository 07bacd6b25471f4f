import type { Draft } from './draft.ts';

/** Decides on paging after the entry was correlated: the stage that follows. */
export type Judge = (draft: Draft, incident: string, fresh: FreshAlert | null) => void;

/** What paging needs to know of the alert just counted; null when no alert fired. */
export interface FreshAlert {
  readonly level: string;
  readonly resource: string;
  readonly category: string;
  readonly eventAt: number | null;
  readonly critical: boolean;
}
