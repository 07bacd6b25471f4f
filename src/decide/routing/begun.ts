import type { Draft } from '../../correlate/state/draft.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { labelsKept, type Silenced } from '../../domain/routing/silence.ts';
import { holdBy, type Hold } from './holds.ts';
import { labelsKnownOf } from './incident-labels.ts';

/** An incident that a silence covers which has just begun. */
interface Begun {
  readonly incident: string;
  readonly hold: Hold;
  readonly labels: Silenced['labels'];
}

/**
 * What is open and covered by the silences that have begun in this step: it is quiet from now on, and shows it, whatever comes
 * next. Where its next alert says that it is not covered, it is told again. Takes the silences away.
 */
export function takeBegun(draft: Draft): readonly Begun[] {
  return draft.silencesBegun.splice(0).flatMap((silence) => {
    const hold = holdBy(draft, silence);
    if (hold === null) return [];
    return draft.incidents().flatMap((row): readonly Begun[] => {
      const { id, kind, status, silenced = null, openIssues, environmentClass } = row;
      if (kind !== 'alerts' || status === 'resolved' || silenced !== null || openIssues === 0) return [];
      const labels = drillOf(environmentClass) === null ? labelsKnownOf(draft, row) : null;
      if (labels === null || !hold.covers(labels)) return [];
      return [{ incident: id, hold, labels: labelsKept(labels) }];
    });
  });
}
