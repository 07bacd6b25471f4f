import type { CanaryStanding, CanaryTrouble } from '../../domain/drill/canary.ts';
import { counted } from '../../domain/text/figures.ts';

/** The canary as it is shown. */
export interface CanaryView extends CanaryStanding {
  /** Null: nothing is wrong with it. */
  readonly trouble: CanaryTrouble | null;
}

/** What an operator should know of it; null where it passes. */
export function canaryNote({ trouble, failures, why }: CanaryView): string | null {
  switch (trouble) {
    case null:
      return null;
    case 'canary-overdue':
      return 'The canary is overdue: none has ended since the last should have.';
    case 'canary-failed':
      return `The canary has failed, ${counted(failures, 'time')} in a row. ${why ?? ''}`.trim();
  }
}
