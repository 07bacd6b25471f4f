import type { JSX } from 'preact';
import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import type { Overview } from '../../../../observe/overview.ts';
import { IncidentCard } from './incident-card.tsx';

/** The storms that have just ended, told as long as people ask what it was. */
export function Ended({
  ended,
  overview: { at, pager },
  choose,
}: {
  readonly ended: readonly IncidentView[];
  readonly overview: Overview;
  readonly choose: (id: string) => void;
}): JSX.Element | null {
  if (ended.length === 0) return null;
  return (
    <ol id="ended" class="list" aria-label="Ended within the last hour">
      {ended.map((row) => (
        <li key={row.id}>
          <IncidentCard row={row} now={at} pager={pager} choose={choose} />
        </li>
      ))}
    </ol>
  );
}
